/** The name under which a message of ours carries its marker. */
export const markerType = 'sophia_message';
