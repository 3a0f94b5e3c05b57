/** Behind a name, how the warning says of whom a call tells that they have left. */
export const hasLeftWords = ', a contact of the deal, has left,';
