/** A time of the day, or words by which people agree to meet. */
const meetingCue =
  /\b(?:meet|meeting|call|talk|speak|chat|sit down|catch up|session|demo|walk-?through|calendar|slot|see you|join|booked|free|available|works|suits?|(?:can|could) (?:make|do)|is (?:good|fine|okay|open|perfect)|be there|yours)\b|\bat (?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|noon|\d{1,2})\b/iu;
/** What is handed over on that day instead. */
const handoverCue =
  /\b(?:send|email|forward|share|draft|prepare|write|pull|return|deliver|invite|(?:get|have|give|bring) (?:you|it|that|them|the|our|your))\b/iu;

/** Whether a call that takes place is the meeting that was promised for its day. */
export function isHeldMeeting({
  promise,
  call,
}: {
  promise: { readonly text: string; readonly dueDate: string | null };
  call: { readonly date: string | null };
}): boolean {
  const { text, dueDate } = promise;
  if (dueDate === null || dueDate !== call.date) return false;
  return isMeeting(text);
}

/** Whether the words of a promise agree to meet, and hand nothing over. */
export function isMeeting(text: string): boolean {
  return meetingCue.test(text) && !handoverCue.test(text);
}
