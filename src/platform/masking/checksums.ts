/** Whether a text of digits is the number of a payment card: a range of an issuer, its length, and the check digit. */
export function isCardNumber(digits: string): boolean {
  return cardRanges.some((range) => range.test(digits)) && new Set(digits).size > 1 && passesLuhn(digits);
}

/** Whether it may be one where a card is spoken of: by the issuer with a wrong check digit, or by that digit alone. */
export function looksLikeCard(digits: string): boolean {
  if (!/^\d{12,19}$/.test(digits) || new Set(digits).size < 2) return false;
  return passesLuhn(digits) || (digits.length > 13 && cardRanges.some((range) => range.test(digits)));
}

const cardRanges = [
  /^4(?:\d{12}|\d{15}|\d{18})$/, // Visa
  /^(?:5[1-5]\d{2}|222[1-9]|22[3-9]\d|2[3-6]\d{2}|27[01]\d|2720)\d{12}$/, // Mastercard
  /^3[47]\d{13}$/, // American Express
  /^(?:6011|64[4-9]\d|65\d{2}|62\d{2})\d{12,15}$/, // Discover, UnionPay
  /^35(?:2[89]|[3-8]\d)\d{12,15}$/, // JCB
  /^(?:1800|2131)\d{11}$/, // JCB
  /^3(?:0[0-5]|095|[689]\d)\d{11}$/, // Diners Club
  /^(?:50|5[6-8]|63|67)\d{10,17}$/, // Maestro
];

function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let place = 0; place < digits.length; place += 1) {
    const digit = Number(digits[digits.length - 1 - place]);
    const doubled = place % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** Whether letters and digits, without spaces, are an IBAN with the right check digits (ISO 13616). */
export function isIban(text: string): boolean {
  const upper = text.toUpperCase();
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(upper)) return false;
  let rest = 0;
  for (const character of upper.slice(4) + upper.slice(0, 4)) {
    const value = Number.parseInt(character, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}

/** Whether nine digits are a routing number of a bank in the United States. */
export function isRoutingNumber(digits: string): boolean {
  if (!/^(?:0\d|1[0-2]|2[1-9]|3[0-2]|6[1-9]|7[0-2]|80)\d{7}$/.test(digits)) return false;
  const weights = [3, 7, 1];
  const sum = [...digits].reduce((total, digit, place) => total + Number(digit) * (weights[place % 3] ?? 0), 0);
  return sum % 10 === 0;
}
