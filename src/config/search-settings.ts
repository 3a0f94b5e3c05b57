import { embeddingModelValue } from './embedding-choice.ts';
import { setting } from './setting.ts';
import { choiceValue, textValue, urlValue, wholeNumberValue } from './setting-value.ts';

const webProtocols = ['http:', 'https:'];

export const vectorStoreChoices = ['auto', 'memory', 'pgvector', 'pinecone', 'weaviate'] as const;

/** By whose vectors search finds likeness, and where they are compared. */
export const searchSettings = {
  SOPHIA_EMBEDDING_MODEL: setting(embeddingModelValue(), {
    section: 'Search',
    description:
      'What makes the vectors of search: our own, or a model of a provider as provider:model, provider being openai or compatible with the keys and addresses above (docs/search.md). After a change everything is embedded anew in the background.',
    example: 'sophia-words-1',
  }),
  SOPHIA_EMBEDDING_DIMENSIONS: setting(wholeNumberValue({ min: 1, max: 16_000 }), {
    section: 'Search',
    description:
      'How many numbers a vector has; needed for a model that Sophia does not know. The text-embedding-3 models of OpenAI are shortened to it.',
    example: '1536',
  }),
  SOPHIA_VECTOR_STORE: setting(choiceValue(vectorStoreChoices), {
    section: 'Search',
    description:
      'Where vectors are compared: memory, pgvector, pinecone or weaviate. auto takes pgvector on a database server that offers it, otherwise memory.',
    example: 'auto',
  }),
  PINECONE_API_KEY: setting(textValue(), {
    section: 'Search',
    description: 'A key for Pinecone, for SOPHIA_VECTOR_STORE=pinecone.',
    example: '',
    secret: true,
  }),
  PINECONE_CONTROLLER_HOST: setting(urlValue(webProtocols), {
    section: 'Search',
    description: 'The address of the control plane of Pinecone, where it differs.',
    example: 'https://api.pinecone.io',
  }),
  PINECONE_CLOUD: setting(choiceValue(['aws', 'gcp', 'azure']), {
    section: 'Search',
    description: 'The cloud in which indexes are made that are not there.',
    example: 'aws',
  }),
  PINECONE_REGION: setting(textValue(), {
    section: 'Search',
    description: 'The region of that cloud.',
    example: 'us-east-1',
  }),
  WEAVIATE_URL: setting(urlValue(webProtocols), {
    section: 'Search',
    description: 'The address of a Weaviate server, for SOPHIA_VECTOR_STORE=weaviate.',
    example: 'http://127.0.0.1:8080',
  }),
  WEAVIATE_API_KEY: setting(textValue(), {
    section: 'Search',
    description: 'The key for WEAVIATE_URL, where it wants one.',
    example: '',
    secret: true,
  }),
};
