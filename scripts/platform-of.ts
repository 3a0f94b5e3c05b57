/** The fields of a package by which npm decides whether to install it. */
export interface Platform {
  readonly os?: string[];
  readonly cpu?: string[];
  readonly libc?: string[];
}

const systems: Readonly<Record<string, string>> = {
  aix: 'aix',
  android: 'android',
  darwin: 'darwin',
  freebsd: 'freebsd',
  linux: 'linux',
  linuxmusl: 'linux',
  netbsd: 'netbsd',
  openbsd: 'openbsd',
  openharmony: 'openharmony',
  sunos: 'sunos',
  win32: 'win32',
};
const processors = new Set([
  'arm',
  'arm64',
  'ia32',
  'loong64',
  'mips64el',
  'ppc64',
  'riscv64',
  's390x',
  'wasm32',
  'x64',
]);

/** Reads `tool-linux-arm64-musl` as its parts; throws where the name of a package says no platform. */
export function platformOf(name: string): Platform {
  const words = name.split(/[/-]/);
  const system = words.map((word) => systems[word]).find((known) => known !== undefined);
  const processor = words.find((word) => processors.has(word));
  if (system === undefined && processor === undefined) {
    throw new Error(`${name}: its name says no platform, and the registry here does not have it.`);
  }
  const isMusl = words.some((word) => /musl/.test(word));
  const libc = isMusl ? 'musl' : 'glibc';
  return {
    ...(system === undefined ? {} : { os: [system] }),
    ...(processor === undefined ? {} : { cpu: [processor] }),
    ...(system === 'linux' && words.some((word) => /musl|gnu|glibc/.test(word)) ? { libc: [libc] } : {}),
  };
}
