/** ISO 4217 currencies: code, names in the singular, and signs; the first name after `*` stands alone for it. */
const table = `
AED|uae dirham,emirati dirham|
AFN|afghan afghani,afghani|؋
ALL|albanian lek|
AMD|armenian dram|֏
ANG|antillean guilder|
AOA|angolan kwanza,kwanza|
ARS|argentine peso,argentinian peso|ar$
AUD|australian dollar,aussie dollar|a$,au$,aud$
AZN|azerbaijani manat|₼
BAM|convertible mark|
BBD|barbadian dollar|bbd$,bds$
BDT|bangladeshi taka,taka|৳
BGN|bulgarian lev|
BHD|bahraini dinar|
BIF|burundian franc|
BMD|bermudan dollar,bermudian dollar|bd$
BND|brunei dollar|b$
BOB|boliviano,bolivian boliviano|
BRL|brazilian real,brazilian reais|r$,brl$
BSD|bahamian dollar|
BWP|botswana pula,pula|
BYN|belarusian ruble|
BZD|belize dollar|bz$
CAD|canadian dollar|c$,ca$,can$,cad$
CDF|congolese franc|
CHF|swiss franc|
CLP|chilean peso|clp$
CNY|chinese yuan,yuan,renminbi,rmb,kuai|cn¥
COP|colombian peso|cop$
CRC|costa rican colon,costa rican colón|₡
CUP|cuban peso|
CVE|cape verdean escudo|
CZK|czech koruna,czech crown|kč
DEM|deutsche mark,german mark|
DKK|danish krone,danish crown|
DOP|dominican peso|rd$
DZD|algerian dinar|
EGP|egyptian pound|e£
ERN|eritrean nakfa,nakfa|
ESP|spanish peseta,peseta|
ETB|ethiopian birr,birr|
EUR|euro|€
FJD|fijian dollar,fiji dollar|fj$
FRF|french franc|
GBP|british pound,pound sterling,sterling pound,pound,quid,british pound sterling|£,gb£
GEL|georgian lari,lari|₾
GHS|ghanaian cedi,ghana cedi,cedi|₵,gh₵
GMD|gambian dalasi,dalasi|
GTQ|guatemalan quetzal,quetzal|
GYD|guyanese dollar|
HKD|hong kong dollar|hk$,hkd$
HNL|honduran lempira,lempira|
HRK|croatian kuna,kuna|
HTG|haitian gourde,gourde|
HUF|hungarian forint,forint|
IDR|indonesian rupiah,rupiah|
IEP|irish pound|
ILS|israeli shekel,israeli new shekel,new shekel,shekel|₪
INR|indian rupee|₹
IQD|iraqi dinar|
IRR|iranian rial|
ISK|icelandic krona,icelandic króna|
ITL|italian lira|
JMD|jamaican dollar|j$
JOD|jordanian dinar|
JPY|japanese yen,yen|¥
KES|kenyan shilling|ksh
KGS|kyrgyz som,kyrgyzstani som|
KHR|cambodian riel,riel|៛
KPW|north korean won|
KRW|south korean won,korean won|₩
KWD|kuwaiti dinar|
KYD|cayman islands dollar|
KZT|kazakhstani tenge,kazakh tenge,tenge|₸
LAK|lao kip,laotian kip,kip|₭
LBP|lebanese pound|
LKR|sri lankan rupee|ரூ,රු
LRD|liberian dollar|l$
LYD|libyan dinar|
MAD|moroccan dirham|
MDL|moldovan leu|
MGA|malagasy ariary|
MKD|macedonian denar|
MMK|burmese kyat,myanmar kyat,kyat|
MNT|mongolian tugrik,mongolian tögrög,tugrik|₮
MOP|macanese pataca,pataca|mop$
MUR|mauritian rupee|
MWK|malawian kwacha|
MXN|mexican peso|mex$,mx$,mxn$
MYR|malaysian ringgit,ringgit|
MZN|mozambican metical,metical|
NAD|namibian dollar|n$
NGN|nigerian naira,naira|₦
NIO|nicaraguan cordoba,nicaraguan córdoba|
NOK|norwegian krone,norwegian crown|
NPR|nepalese rupee|
NZD|new zealand dollar,kiwi dollar|nz$,nzd$
OMR|omani rial|
PAB|panamanian balboa,balboa|
PEN|peruvian sol,peruvian nuevo sol|
PGK|papua new guinean kina|
PHP|philippine peso|₱
PKR|pakistani rupee|
PLN|polish zloty,polish złoty,zloty,złoty|zł
PYG|paraguayan guarani,guarani|₲
QAR|qatari riyal|
RON|romanian leu|
RSD|serbian dinar|
RUB|russian ruble,russian rouble,ruble,rouble|₽
RWF|rwandan franc|
SAR|saudi riyal,saudi arabian riyal|
SCR|seychellois rupee|
SDG|sudanese pound|
SEK|swedish krona,swedish krone,swedish crown|
SGD|singapore dollar,singaporean dollar|s$,sg$,sgd$
SLL|sierra leonean leone|
SOS|somali shilling|
SYP|syrian pound|
THB|thai baht,baht|฿
TJS|tajikistani somoni,somoni|
TND|tunisian dinar|
TRY|turkish lira|₺
TTD|trinidad and tobago dollar|tt$
TWD|taiwan dollar,new taiwan dollar|nt$,ntd$,twd$
TZS|tanzanian shilling|
UAH|ukrainian hryvnia,hryvnia|₴
UGX|ugandan shilling|
USD|us dollar,u.s. dollar,american dollar,united states dollar,american buck|us$,usd$,u.s.$
UYU|uruguayan peso|$u
UZS|uzbekistani som|
VES|venezuelan bolivar,venezuelan bolívar|
VND|vietnamese dong,dong|₫
XAF|central african cfa franc|
XOF|west african cfa franc|
YER|yemeni rial|
ZAR|south african rand,rand|
ZMW|zambian kwacha|
ZWL|zimbabwean dollar|z$
`;

/** Names that several currencies share: money, but nobody said whose. */
const sharedNames =
  'rupee peso franc krona krone króna dinar dirham lira mark shilling riyal rial koruna crown kwacha'.split(' ');
/** Codes that are also English words count as codes only in capitals beside a number. */
const noMinorUnits = new Set('BIF CLP DJF GNF ISK ITL JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF ESP'.split(' '));
const thousandths = new Set('BHD IQD JOD KWD LYD OMR TND'.split(' '));

export interface CurrencyTable {
  readonly codes: ReadonlySet<string>;
  /** Names in the singular, lower case, to their code; null where several currencies share the name. */
  readonly names: ReadonlyMap<string, string | null>;
  /** Signs, lower case, longest first. */
  readonly signs: readonly (readonly [string, string])[];
}

export function createCurrencyTable(): CurrencyTable {
  const codes = new Set<string>();
  const names = new Map<string, string | null>(sharedNames.map((name) => [name, null]));
  const signs: [string, string][] = [];
  for (const line of table.trim().split('\n')) {
    const [code = '', ownNames = '', ownSigns = ''] = line.split('|');
    codes.add(code);
    for (const name of ownNames.split(',')) if (name !== '') names.set(name, code);
    for (const sign of ownSigns.split(',')) if (sign !== '') signs.push([sign, code]);
  }
  return { codes, names, signs: signs.sort((one, other) => other[0].length - one[0].length) };
}

/** Returns how many decimal places the smallest unit of a currency has. */
export function minorDigits(currency: string | null): number {
  if (currency === null) return 2;
  if (noMinorUnits.has(currency)) return 0;
  return thousandths.has(currency) ? 3 : 2;
}

/** Returns what `$` and `dollar` mean for a workspace: its own currency where that is a dollar or a peso, else USD. */
export function dollarCurrency(currency: string): string {
  return /^(?:AUD|BBD|BMD|BND|BSD|BZD|CAD|FJD|GYD|HKD|JMD|KYD|LRD|NAD|NZD|SBD|SGD|TTD|TWD|ZWL|XCD|MXN|ARS|CLP|COP|UYU|DOP)$/u.test(
    currency,
  )
    ? currency
    : 'USD';
}
