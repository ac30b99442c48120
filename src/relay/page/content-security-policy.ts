/** What the page may load and talk to: itself. The build writes it into the page, the server sends it as a header. */
const policy: Readonly<Record<string, string>> = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'font-src': "'self'",
  'img-src': "'self' data: blob:",
  'connect-src': "'self'",
  'worker-src': "'self'",
  'manifest-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
};

const written = (rules: Readonly<Record<string, string>>): string =>
  Object.entries(rules)
    .map(([name, sources]) => `${name} ${sources}`)
    .join('; ');

/** For `<meta http-equiv>`, where browsers ignore `frame-ancestors` with a warning. */
export const policyForPage = written(policy);

export const policyForHeader = written({ ...policy, 'frame-ancestors': "'none'" });
