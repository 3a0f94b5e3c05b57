/** What the buttons of our messages are called, for whoever makes them and whoever takes the presses. */
export const actionIds = {
  approveChange: 'change.approve',
  editChange: 'change.edit',
  rejectChange: 'change.reject',
  undoChange: 'change.undo',
  approveSet: 'change_set.approve',
  crmRight: 'contradiction.crm_right',
  callRight: 'contradiction.call_right',
  emailRight: 'contradiction.email_right',
  commitmentKept: 'commitment.kept',
  commitmentDropped: 'commitment.dropped',
  answerRight: 'answer.right',
  answerWrong: 'answer.wrong',
  answerOther: 'answer.other',
  answerMissing: 'answer.missing',
  stopAnswer: 'answer.stop',
} as const;
