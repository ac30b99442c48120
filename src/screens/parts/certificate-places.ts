/** Where certificates are in the page, as hash addresses. */
export const certificates = '/certificate';

/** Of one run. `label`: opened to print the label, which happens at once. */
export const certificateAt = (run: string, what?: 'label'): string =>
  `${certificates}/${encodeURIComponent(run)}${what ? `/${what}` : ''}`;
