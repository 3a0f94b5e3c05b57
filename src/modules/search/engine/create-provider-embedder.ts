import type { EmbeddingGateway } from '#platform/llm';
import type { Embedder } from './embedder.ts';

/** Vectors of the questions asked last: to turn a page of what was found costs nothing. */
const questionsKept = 200;
/** Texts of different matters have about this cosine with the models of providers. */
const leastCosine = 0.2;

/** The embedding of a provider, under a name that holds the number of dimensions. */
export function createProviderEmbedder({ gateway }: { gateway: EmbeddingGateway }): Embedder {
  const { provider, model, dimensions } = gateway;
  const questions = new Map<string, Float32Array>();
  async function embedQuestion(text: string): Promise<Float32Array[]> {
    const known = questions.get(text);
    if (known !== undefined) return [known];
    const [vector] = await gateway.embed({ texts: [text], purpose: 'search.run', isAwaited: true });
    if (vector === undefined) return [];
    questions.set(text, vector);
    const [oldest] = questions.keys();
    if (questions.size > questionsKept && oldest !== undefined) questions.delete(oldest);
    return [vector];
  }
  return {
    model: `${provider}:${model}@${dimensions}`,
    dimensions,
    leastCosine,
    likenessShare: 1,
    isLocal: false,
    embed: async (texts, what = 'chunks') => {
      const [question] = texts;
      if (what === 'question' && texts.length === 1 && question !== undefined) return embedQuestion(question);
      return gateway.embed({ texts, purpose: 'search.index', isAwaited: false });
    },
  };
}
