/** The time as the product knows it; passed in, so that a test or an example can set it. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** A clock that stands at one instant until it is moved. */
export function createFixedClock(start: Date): Clock & { advance(milliseconds: number): void } {
  let instantMs = start.getTime();
  return {
    now: () => new Date(instantMs),
    advance: (milliseconds) => {
      instantMs += milliseconds;
    },
  };
}
