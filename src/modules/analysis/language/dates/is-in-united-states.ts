/** The zones of the IANA database that lie in the United States, without those kept as links to others. */
const zones = new Set(
  `New_York Detroit Chicago Menominee Denver Boise Phoenix Los_Angeles Anchorage Juneau Sitka Metlakatla Yakutat Nome
   Adak Louisville Fort_Wayne Indianapolis Shiprock`
    .split(/\s+/u)
    .map((place) => `America/${place}`),
);

/** Whether a zone is one of the United States, whose federal holidays then hold. */
export function isInUnitedStates(timeZone: string): boolean {
  return (
    zones.has(timeZone) ||
    /^America\/(?:Indiana|Kentucky|North_Dakota)\//u.test(timeZone) ||
    /^(?:US\/|Pacific\/Honolulu$)/u.test(timeZone)
  );
}
