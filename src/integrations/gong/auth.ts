/** The header that an access key and its secret make (HTTP Basic), as Gong's API takes it. */
export function basicAuthorization({ accessKey, secret }: { accessKey: string; secret: string }): string {
  return `Basic ${Buffer.from(`${accessKey}:${secret}`, 'utf8').toString('base64')}`;
}
