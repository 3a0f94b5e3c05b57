const leastBits = 2048;
const leastExponent = 65_537n;

/** The odd primes up to 167, by which keys of a faulty generator are known. */
const primes = [
  3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101, 103, 107, 109, 113,
  127, 131, 137, 139, 149, 151, 157, 163, 167,
].map(BigInt);

/** Why an RSA key is too weak to trust a signature of; null where it is not. Both numbers are base64url. */
export function rsaFault({ modulus, exponent }: { modulus: string; exponent: string }): string | null {
  const [n, e] = [numberOf(modulus), numberOf(exponent)];
  const bits = n.toString(2).length;
  if (bits < leastBits) return `of ${bits} bits`;
  if (e < leastExponent || e % 2n === 0n) return `with the exponent ${e}`;
  if (isOfFaultyGenerator(n)) return 'of a generator whose keys can be worked out (CVE-2017-15361)';
  return null;
}

/** Such a modulus is a power of 65537 modulo each small prime (https://crocs.fi.muni.cz/public/papers/rsa_ccs17). */
function isOfFaultyGenerator(n: bigint): boolean {
  return primes.every((prime) => {
    const residue = n % prime;
    for (let power = 1n, tries = 0n; tries < prime; tries += 1n) {
      if (power === residue) return true;
      power = (power * leastExponent) % prime;
    }
    return false;
  });
}

function numberOf(base64url: string): bigint {
  const hex = Buffer.from(base64url, 'base64url').toString('hex');
  return hex === '' ? 0n : BigInt(`0x${hex}`);
}
