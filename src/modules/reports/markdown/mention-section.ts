import type { NamedMention } from '#contracts';
import { formatMoney } from '#platform/wording';
import type { ReportView } from '../view/report-view.ts';
import { momentOf } from '../wording/describe-call.ts';
import { describeDays } from '../wording/describe-due.ts';
import { listSection, plain, proof } from './markdown-text.ts';

const momentsShown = 5;

/** Names with when they were mentioned; amounts and dates with the words they were said in. */
export function mentionSection(view: ReportView): string[] {
  const { competitors, products, people, amounts, dates } = view.findings.mentions;
  return listSection('Mentioned', [
    ...group('Competitors', competitors.map(competitor)),
    ...group('Products', products.map(counted)),
    ...group('People', people.map(counted)),
    ...group(
      'Amounts',
      amounts.map((amount) => {
        const money = formatMoney(amount.minorUnits, amount.currency);
        return `${money}: ${proof({ view, field: 'mentions.amounts', evidence: amount })}`;
      }),
    ),
    ...group(
      'Dates',
      dates.map(
        (date) => `${describeDays(date, view.call.date)}: ${proof({ view, field: 'mentions.dates', evidence: date })}`,
      ),
    ),
  ]);
}

function group(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [[`**${title}**`, ...lines.map((line) => `  - ${line}`)].join('\n')];
}

function counted({ name, count, mentions }: NamedMention): string {
  const moments = mentions.slice(0, momentsShown).map(momentOf);
  const rest = mentions.length > momentsShown ? ', …' : '';
  return `${plain(name)} ×${count} (${moments.join(', ')}${rest})`;
}

function competitor(mention: NamedMention): string {
  return mention.sufficient ? counted(mention) : `${counted(mention)}, insufficient signal`;
}
