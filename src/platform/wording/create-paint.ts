const codes = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  blue: [34, 39],
  cyan: [36, 39],
} as const;

export type Paint = Readonly<Record<keyof typeof codes, (text: string) => string>>;

/** Colors for a terminal; without colors every one of them leaves the text as it is. */
export function createPaint(colors: boolean): Paint {
  function ink(name: keyof typeof codes): (text: string) => string {
    const [on, off] = codes[name];
    return (text) => (colors && text !== '' ? `\u001B[${on}m${text}\u001B[${off}m` : text);
  }
  return {
    bold: ink('bold'),
    dim: ink('dim'),
    red: ink('red'),
    green: ink('green'),
    yellow: ink('yellow'),
    blue: ink('blue'),
    cyan: ink('cyan'),
  };
}
