import type { CustomProperty, Pipeline } from '../schema.ts';

export const salesPipelineId = 'default';
export const renewalPipelineId = '48213377';

export const pipelines: Pipeline[] = [
  {
    id: salesPipelineId,
    label: 'Sales Pipeline',
    stages: [
      stage(['appointmentscheduled', 'Appointment Scheduled'], [0, 0.2]),
      stage(['qualifiedtobuy', 'Qualified To Buy'], [1, 0.4]),
      stage(['presentationscheduled', 'Presentation Scheduled'], [2, 0.6]),
      stage(['decisionmakerboughtin', 'Decision Maker Bought-In'], [3, 0.8]),
      stage(['contractsent', 'Contract Sent'], [4, 0.9]),
      { ...stage(['closedwon', 'Closed Won'], [5, 1]), isClosed: true, isWon: true },
      { ...stage(['closedlost', 'Closed Lost'], [6, 0]), isClosed: true },
    ],
  },
  {
    id: renewalPipelineId,
    label: 'Renewals',
    stages: [
      stage(['renewal_upcoming', 'Renewal Upcoming'], [0, 0.6]),
      stage(['renewal_discussion', 'In Discussion'], [1, 0.7]),
      stage(['renewal_contract', 'Renewal Contract Sent'], [2, 0.9]),
      { ...stage(['renewed', 'Renewed'], [3, 1]), isClosed: true, isWon: true },
      { ...stage(['churned', 'Churned'], [4, 0]), isClosed: true },
    ],
  },
];

export const customDealProperties: CustomProperty[] = [
  {
    name: 'main_competitor',
    label: 'Main competitor',
    type: 'enumeration',
    options: ['Payloom', 'DuesHarbor', 'RentForge', 'Other', 'None'].map((name) => ({
      value: name.toLowerCase(),
      label: name,
    })),
  },
  {
    name: 'closed_lost_category',
    label: 'Closed lost category',
    type: 'enumeration',
    options: ['Price', 'Competitor', 'No decision', 'Timing'].map((name) => ({
      value: name.toLowerCase().replaceAll(' ', '_'),
      label: name,
    })),
  },
  { name: 'unit_count', label: 'Units in scope', type: 'number', options: [] },
];

function stage([id, label]: readonly [string, string], [displayOrder, probability]: readonly [number, number]) {
  return { id, label, displayOrder, probability, isClosed: false, isWon: false };
}
