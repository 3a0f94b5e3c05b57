/** The forms that a report takes. */
export const reportFormats = ['table', 'markdown', 'json', 'html'] as const;
export type ReportFormat = (typeof reportFormats)[number];
