import { generateKeyPairSync, sign } from 'node:crypto';

/** A certificate that vouches for itself, for `localhost` or another name, with its key; both PEM. */
export function makeCertificate({ name = 'localhost' }: { name?: string } = {}): { certificate: string; key: string } {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = sequence(identifier([1, 2, 840, 10045, 4, 3, 2]));
  const person = sequence(tagged(0x31, sequence(identifier([2, 5, 4, 3]), text(0x0c, name))));
  const validity = sequence(text(0x17, '200101000000Z'), text(0x18, '20991231235959Z'));
  const names = sequence(text(0x82, name));
  const isAuthority = extension([2, 5, 29, 19], sequence(tagged(0x01, Buffer.from([0xff]))));
  const body = sequence(
    tagged(0xa0, tagged(0x02, Buffer.from([2]))),
    tagged(0x02, Buffer.from([1])),
    algorithm,
    person,
    validity,
    person,
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, sequence(isAuthority, extension([2, 5, 29, 17], names))),
  );
  const signature = tagged(0x03, Buffer.concat([Buffer.from([0]), sign('sha256', body, privateKey)]));
  const der = sequence(body, algorithm, signature).toString('base64');
  const lines = der.match(/.{1,64}/g) ?? [];
  return {
    certificate: `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`,
    key: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
  };
}

function extension(id: readonly number[], value: Buffer): Buffer {
  return sequence(identifier(id), tagged(0x04, value));
}

function sequence(...parts: Buffer[]): Buffer {
  return tagged(0x30, Buffer.concat(parts));
}

function text(tag: number, value: string): Buffer {
  return tagged(tag, Buffer.from(value));
}

/** DER: a tag, the length of the content, the content. */
function tagged(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

function identifier([first = 0, second = 0, ...rest]: readonly number[]): Buffer {
  const bytes = rest.flatMap((part) => {
    const groups = [part & 0x7f];
    for (let left = part >> 7; left > 0; left >>= 7) groups.unshift((left & 0x7f) | 0x80);
    return groups;
  });
  return tagged(0x06, Buffer.from([first * 40 + second, ...bytes]));
}
