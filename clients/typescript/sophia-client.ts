// Written by `npm run write-generated` from docs/schemas/openapi.json. Needs nothing but fetch; Node runs it as it stands.

export type AddDocumentAnswer = {
  readonly documentId: string;
  readonly outcome: "created" | "changed" | "unchanged";
  readonly version: number;
};

export type AddTrackerAnswer = {
  readonly trackerId: string;
  readonly replaced: boolean;
};

export type AddWebhookAnswer = {
  readonly endpointId: string;
  readonly secret: string;
};

export type AnalysisDifference = {
  readonly before: {
    readonly analysisId: string;
    readonly callVersion: number;
    readonly engine: string;
  };
  readonly after: {
    readonly analysisId: string;
    readonly callVersion: number;
    readonly engine: string;
  };
  readonly added: readonly {
    readonly list: string;
    readonly quote: string;
    readonly turn: number;
    readonly speaker: string;
    readonly side: "internal" | "external" | "unknown";
    readonly rule: string | null;
  }[];
  readonly removed: readonly {
    readonly list: string;
    readonly quote: string;
    readonly turn: number;
    readonly speaker: string;
    readonly side: "internal" | "external" | "unknown";
    readonly rule: string | null;
  }[];
  readonly unchanged: number;
};

export type AnalysisListing = {
  readonly analysisId: string;
  readonly callId: string;
  readonly callVersion: number;
  readonly analysisVersion: number;
  readonly engine: string;
  readonly engineVersion: string;
  readonly promptVersion: string | null;
  readonly model: string | null;
  readonly createdAt: string;
};

export type AnalysisReport = {
  readonly envelope: {
    readonly callId: string;
    readonly callVersion: number;
    readonly analysisId: string;
    readonly analysisVersion: number;
    readonly source: string;
    readonly analyzedAt: string;
    readonly durationMs: number | null;
    readonly costMicroUsd: number;
    readonly warnings: readonly {
      readonly code: string;
      readonly message: string;
      readonly line: number | null;
    }[];
    readonly brokenClaims: readonly {
      readonly field: string;
      readonly reason: "quote_not_found" | "turn_not_found" | "range_mismatch" | "speaker_mismatch" | "negation_cut" | "negation_added" | "hedge_cut" | "wrong_side" | "number_not_in_quote" | "date_not_in_quote" | "name_not_in_quote" | "malformed";
      readonly quote: string;
      readonly turn: number | null;
      readonly detail: string;
    }[];
  };
  readonly result: {
    readonly schemaVersion: "1.1";
    readonly engine: {
      readonly name: "rules" | "model";
      readonly version: string;
      readonly promptVersion: string | null;
      readonly provider: string | null;
      readonly model: string | null;
      readonly fellBackFrom: readonly {
        readonly provider: string;
        readonly model: string;
        readonly reason: string;
      }[];
    };
    readonly call: {
      readonly title: string | null;
      readonly date: string | null;
      readonly startedAt: string | null;
      readonly timeZone: string;
      readonly currency: string;
      readonly parties: readonly {
        readonly name: string;
        readonly side: "internal" | "external" | "unknown";
        readonly title: string | null;
      }[];
      readonly turns: readonly {
        readonly turn: number;
        readonly speaker: string;
        readonly side: "internal" | "external" | "unknown";
        readonly text: string;
        readonly startMs: number | null;
        readonly endMs: number | null;
      }[];
    };
    readonly findings: {
      readonly brief: readonly {
        readonly quote: string;
        readonly turn: number;
        readonly start: number;
        readonly end: number;
        readonly speaker: string;
        readonly side: "internal" | "external" | "unknown";
        readonly sentence: string;
        readonly startMs: number | null;
        readonly endMs: number | null;
        readonly id: string;
        readonly confidence: number;
        readonly rule: string;
        readonly text: string;
      }[];
      readonly keyPoints: readonly {
        readonly quote: string;
        readonly turn: number;
        readonly start: number;
        readonly end: number;
        readonly speaker: string;
        readonly side: "internal" | "external" | "unknown";
        readonly sentence: string;
        readonly startMs: number | null;
        readonly endMs: number | null;
        readonly id: string;
        readonly confidence: number;
        readonly rule: string;
        readonly text: string;
      }[];
      readonly outcome: {
        readonly quote: string;
        readonly turn: number;
        readonly start: number;
        readonly end: number;
        readonly speaker: string;
        readonly side: "internal" | "external" | "unknown";
        readonly sentence: string;
        readonly startMs: number | null;
        readonly endMs: number | null;
        readonly id: string;
        readonly confidence: number;
        readonly rule: string;
        readonly text: string;
      } | null;
      readonly topics: readonly {
        readonly name: string;
        readonly share: number;
        readonly basis: "time" | "words";
        readonly segments: readonly {
          readonly fromTurn: number;
          readonly toTurn: number;
        }[];
        readonly evidence: readonly {
          readonly quote: string;
          readonly turn: number;
          readonly start: number;
          readonly end: number;
          readonly speaker: string;
          readonly side: "internal" | "external" | "unknown";
          readonly sentence: string;
          readonly startMs: number | null;
          readonly endMs: number | null;
          readonly id: string;
          readonly confidence: number;
          readonly rule: string;
        }[];
      }[];
      readonly sentiment: {
        readonly overall: {
          readonly score: number;
          readonly label: "negative" | "neutral" | "positive" | "mixed";
          readonly sentences: number;
          readonly felt?: {
            readonly positive: number;
            readonly negative: number;
            readonly share: number | null;
          };
        };
        readonly sides: readonly {
          readonly score: number;
          readonly label: "negative" | "neutral" | "positive" | "mixed";
          readonly sentences: number;
          readonly felt?: {
            readonly positive: number;
            readonly negative: number;
            readonly share: number | null;
          };
          readonly side: "internal" | "external" | "unknown";
          readonly course: readonly {
            readonly fromTurn: number;
            readonly toTurn: number;
            readonly startMs: number | null;
            readonly score: number;
          }[];
          readonly trend: "better" | "steady" | "worse" | null;
        }[];
        readonly course: readonly {
          readonly fromTurn: number;
          readonly toTurn: number;
          readonly startMs: number | null;
          readonly score: number;
        }[];
        readonly turningPoints: readonly {
          readonly quote: string;
          readonly turn: number;
          readonly start: number;
          readonly end: number;
          readonly speaker: string;
          readonly side: "internal" | "external" | "unknown";
          readonly sentence: string;
          readonly startMs: number | null;
          readonly endMs: number | null;
          readonly id: string;
          readonly confidence: number;
          readonly rule: string;
          readonly direction: "better" | "worse";
          readonly before: number;
          readonly after: number;
        }[];
      };
      readonly objections: readonly {
        readonly quote: string;
        readonly turn: number;
        readonly start: number;
        readonly end: number;
        readonly speaker: string;
        readonly side: "internal" | "external" | "unknown";
        readonly sentence: string;
        readonly startMs: number | null;
        readonly endMs: number | null;
        readonly id: string;
        readonly confidence: number;
        readonly rule: string;
        readonly kind: "price" | "timing" | "authority" | "need" | "competitor" | "security" | "integration" | "implementation" | "contract" | "feature" | "trust";
        readonly answer: "answered" | "partly" | "unanswered";
        readonly answerEvidence: Evidence | null;
      }[];
      readonly buyingSignals: readonly {
        readonly quote: string;
        readonly turn: number;
        readonly start: number;
        readonly end: number;
        readonly speaker: string;
        readonly side: "internal" | "external" | "unknown";
        readonly sentence: string;
        readonly startMs: number | null;
        readonly endMs: number | null;
        readonly id: string;
        readonly confidence: number;
        readonly rule: string;
        readonly kind: "timeline" | "purchase_process" | "pricing_interest" | "implementation_interest" | "positive_fit" | "stakeholder_involvement" | "urgency" | "agreement";
      }[];
      readonly questions: readonly {
        readonly quote: string;
        readonly turn: number;
        readonly start: number;
        readonly end: number;
        readonly speaker: string;
        readonly side: "internal" | "external" | "unknown";
        readonly sentence: string;
        readonly startMs: number | null;
        readonly endMs: number | null;
        readonly id: string;
        readonly confidence: number;
        readonly rule: string;
        readonly answered: boolean;
        readonly answerEvidence: Evidence | null;
      }[];
      readonly commitments: readonly {
        readonly quote: string;
        readonly turn: number;
        readonly start: number;
        readonly end: number;
        readonly speaker: string;
        readonly side: "internal" | "external" | "unknown";
        readonly sentence: string;
        readonly startMs: number | null;
        readonly endMs: number | null;
        readonly id: string;
        readonly confidence: number;
        readonly rule: string;
        readonly owner: string;
        readonly ownerSide: "internal" | "external" | "unknown";
        readonly text: string;
        readonly due: {
          readonly text: string;
          readonly date: string | null;
          readonly evidence?: Evidence;
        } | null;
      }[];
      readonly decisions: readonly {
        readonly quote: string;
        readonly turn: number;
        readonly start: number;
        readonly end: number;
        readonly speaker: string;
        readonly side: "internal" | "external" | "unknown";
        readonly sentence: string;
        readonly startMs: number | null;
        readonly endMs: number | null;
        readonly id: string;
        readonly confidence: number;
        readonly rule: string;
        readonly text: string;
      }[];
      readonly problems: readonly {
        readonly quote: string;
        readonly turn: number;
        readonly start: number;
        readonly end: number;
        readonly speaker: string;
        readonly side: "internal" | "external" | "unknown";
        readonly sentence: string;
        readonly startMs: number | null;
        readonly endMs: number | null;
        readonly id: string;
        readonly confidence: number;
        readonly rule: string;
        readonly text: string;
      }[];
      readonly mentions: {
        readonly competitors: readonly {
          readonly name: string;
          readonly count: number;
          readonly sufficient: boolean;
          readonly mentions: readonly {
            readonly quote: string;
            readonly turn: number;
            readonly start: number;
            readonly end: number;
            readonly speaker: string;
            readonly side: "internal" | "external" | "unknown";
            readonly sentence: string;
            readonly startMs: number | null;
            readonly endMs: number | null;
            readonly id: string;
            readonly confidence: number;
            readonly rule: string;
          }[];
        }[];
        readonly products: readonly {
          readonly name: string;
          readonly count: number;
          readonly sufficient: boolean;
          readonly mentions: readonly {
            readonly quote: string;
            readonly turn: number;
            readonly start: number;
            readonly end: number;
            readonly speaker: string;
            readonly side: "internal" | "external" | "unknown";
            readonly sentence: string;
            readonly startMs: number | null;
            readonly endMs: number | null;
            readonly id: string;
            readonly confidence: number;
            readonly rule: string;
          }[];
        }[];
        readonly people: readonly {
          readonly name: string;
          readonly count: number;
          readonly sufficient: boolean;
          readonly mentions: readonly {
            readonly quote: string;
            readonly turn: number;
            readonly start: number;
            readonly end: number;
            readonly speaker: string;
            readonly side: "internal" | "external" | "unknown";
            readonly sentence: string;
            readonly startMs: number | null;
            readonly endMs: number | null;
            readonly id: string;
            readonly confidence: number;
            readonly rule: string;
          }[];
        }[];
        readonly amounts: readonly {
          readonly quote: string;
          readonly turn: number;
          readonly start: number;
          readonly end: number;
          readonly speaker: string;
          readonly side: "internal" | "external" | "unknown";
          readonly sentence: string;
          readonly startMs: number | null;
          readonly endMs: number | null;
          readonly id: string;
          readonly confidence: number;
          readonly rule: string;
          readonly minorUnits: number;
          readonly currency: string | null;
        }[];
        readonly dates: readonly {
          readonly quote: string;
          readonly turn: number;
          readonly start: number;
          readonly end: number;
          readonly speaker: string;
          readonly side: "internal" | "external" | "unknown";
          readonly sentence: string;
          readonly startMs: number | null;
          readonly endMs: number | null;
          readonly id: string;
          readonly confidence: number;
          readonly rule: string;
          readonly date: string | null;
          readonly endDate: string | null;
        }[];
      };
      readonly stage: {
        readonly value: "prospecting" | "discovery" | "evaluation" | "proposal" | "negotiation" | "closed_won" | "closed_lost" | "onboarding" | "renewal" | "unknown";
        readonly confidence: number;
        readonly evidence: readonly {
          readonly quote: string;
          readonly turn: number;
          readonly start: number;
          readonly end: number;
          readonly speaker: string;
          readonly side: "internal" | "external" | "unknown";
          readonly sentence: string;
          readonly startMs: number | null;
          readonly endMs: number | null;
          readonly id: string;
          readonly confidence: number;
          readonly rule: string;
        }[];
      };
      readonly risks: readonly {
        readonly quote: string;
        readonly turn: number;
        readonly start: number;
        readonly end: number;
        readonly speaker: string;
        readonly side: "internal" | "external" | "unknown";
        readonly sentence: string;
        readonly startMs: number | null;
        readonly endMs: number | null;
        readonly id: string;
        readonly confidence: number;
        readonly rule: string;
        readonly kind: "competitor_preferred" | "champion_left" | "budget" | "delay" | "churn" | "legal_or_security" | "unresolved_problem" | "authority_missing" | "price_pressure";
        readonly severity: "low" | "medium" | "high";
      }[];
      readonly gaps: readonly {
        readonly kind: "no_next_step" | "no_buyer_commitment" | "single_threaded" | "no_questions_asked" | "unanswered_questions";
        readonly message: string;
        readonly lookedFor: string;
      }[];
      readonly qualificationMethods: readonly {
        readonly id: string;
        readonly name: string;
        readonly elements: readonly {
          readonly key: string;
          readonly label: string;
          readonly side: "internal" | "external" | null;
        }[];
      }[];
      readonly qualification: Readonly<Record<string, Readonly<Record<string, {
        readonly status: "unknown";
      } | {
        readonly quote: string;
        readonly turn: number;
        readonly start: number;
        readonly end: number;
        readonly speaker: string;
        readonly side: "internal" | "external" | "unknown";
        readonly sentence: string;
        readonly startMs: number | null;
        readonly endMs: number | null;
        readonly id: string;
        readonly confidence: number;
        readonly rule: string;
        readonly status: "known";
        readonly value: string;
      }>>>>;
      readonly interaction: {
        readonly basis: "time" | "words";
        readonly durationMs: number | null;
        readonly words: number;
        readonly turns: number;
        readonly speakers: readonly {
          readonly speaker: string;
          readonly side: "internal" | "external" | "unknown";
          readonly turns: number;
          readonly words: number;
          readonly talkMs: number | null;
          readonly talkRatio: number;
          readonly longestMonologue: number;
          readonly longestMonologueTurn: number | null;
          readonly patienceMs: number | null;
          readonly questions: number;
          readonly fillers: number;
          readonly fillersPer100Words: number;
          readonly wordsPerMinute: number | null;
        }[];
        readonly sides: readonly {
          readonly side: "internal" | "external" | "unknown";
          readonly talkRatio: number;
          readonly words: number;
          readonly talkMs: number | null;
          readonly longestMonologue: number;
          readonly patienceMs: number | null;
          readonly questions: number;
          readonly questionsPerHour: number | null;
          readonly questionsPer100Words: number | null;
        }[];
        readonly interactivity: number;
        readonly speakerChanges: number;
        readonly overlapMs: number | null;
        readonly silenceMs: number | null;
        readonly longestSilenceMs: number | null;
      };
      readonly coaching: readonly {
        readonly kind: string;
        readonly message: string;
        readonly speaker: string;
        readonly evidence: readonly {
          readonly quote: string;
          readonly turn: number;
          readonly start: number;
          readonly end: number;
          readonly speaker: string;
          readonly side: "internal" | "external" | "unknown";
          readonly sentence: string;
          readonly startMs: number | null;
          readonly endMs: number | null;
          readonly id: string;
          readonly confidence: number;
          readonly rule: string;
        }[];
      }[];
      readonly trackers: readonly {
        readonly name: string;
        readonly kind: "keyword" | "question";
        readonly hits: readonly {
          readonly quote: string;
          readonly turn: number;
          readonly start: number;
          readonly end: number;
          readonly speaker: string;
          readonly side: "internal" | "external" | "unknown";
          readonly sentence: string;
          readonly startMs: number | null;
          readonly endMs: number | null;
          readonly id: string;
          readonly confidence: number;
          readonly rule: string;
        }[];
      }[];
      readonly flags: readonly {
        readonly quote: string;
        readonly turn: number;
        readonly start: number;
        readonly end: number;
        readonly speaker: string;
        readonly side: "internal" | "external" | "unknown";
        readonly sentence: string;
        readonly startMs: number | null;
        readonly endMs: number | null;
        readonly id: string;
        readonly confidence: number;
        readonly rule: string;
        readonly kind: "instruction" | "hidden_text" | "exfiltration";
      }[];
      readonly abstentions: readonly {
        readonly about: string;
        readonly reason: "sides_unknown" | "no_buyer" | "no_speech" | "one_speaker" | "too_short" | "date_unknown" | "no_model";
        readonly message: string;
      }[];
    };
    readonly verification: {
      readonly proposed: number;
      readonly kept: number;
      readonly refused: readonly {
        readonly field: string;
        readonly reason: "quote_not_found" | "turn_not_found" | "range_mismatch" | "speaker_mismatch" | "negation_cut" | "negation_added" | "hedge_cut" | "wrong_side" | "number_not_in_quote" | "date_not_in_quote" | "name_not_in_quote" | "malformed";
        readonly quote: string;
        readonly turn: number | null;
        readonly detail: string;
      }[];
      readonly refusedByReason: {
        readonly quote_not_found?: number;
        readonly turn_not_found?: number;
        readonly range_mismatch?: number;
        readonly speaker_mismatch?: number;
        readonly negation_cut?: number;
        readonly negation_added?: number;
        readonly hedge_cut?: number;
        readonly wrong_side?: number;
        readonly number_not_in_quote?: number;
        readonly date_not_in_quote?: number;
        readonly name_not_in_quote?: number;
        readonly malformed?: number;
      };
    };
  };
};

export type Answer = {
  readonly answerId: string;
  readonly outcome: "answered" | "nothing" | "insufficient" | "ask_back" | "out_of_scope" | "stopped";
  readonly intent: string | null;
  readonly understood: string;
  readonly mode: "rules" | "model";
  readonly model: string | null;
  readonly text: string;
  readonly lines: readonly {
    readonly text: string;
    readonly citations: readonly number[];
  }[];
  readonly figures: readonly {
    readonly name: string;
    readonly value: number;
    readonly unit: string;
    readonly query: number;
    readonly column: string;
  }[];
  readonly queries: readonly {
    readonly definition: string;
    readonly sql: string;
  }[];
  readonly citations: readonly {
    readonly number: number;
    readonly type: "turn" | "call" | "record" | "note" | "document";
    readonly label: string;
    readonly quote: string | null;
    readonly speaker: string | null;
    readonly callId: string | null;
    readonly turn: number | null;
    readonly recordId: string | null;
    readonly subjectId: string | null;
    readonly path: string | null;
    readonly crmAddress: string | null;
  }[];
  readonly unknown: readonly string[];
  readonly choices: readonly {
    readonly label: string;
    readonly question: string;
  }[];
  readonly actions: readonly {
    readonly label: string;
    readonly command: string;
    readonly deed: {
      readonly type: "change.approve" | "change.reject" | "change.undo" | "contradiction.crm_right" | "contradiction.call_right" | "commitment.kept" | "commitment.dropped" | "deal.show";
      readonly id: string;
    } | null;
    readonly path: string | null;
  }[];
};

export type AnswerEvent = {
  readonly type: "understood";
  readonly intent: string | null;
  readonly text: string;
} | {
  readonly type: "step";
  readonly number: number;
  readonly text: string;
  readonly found: number | null;
} | {
  readonly type: "text";
  readonly text: string;
} | {
  readonly type: "line";
  readonly text: string;
  readonly citations: readonly number[];
} | {
  readonly type: "citation";
  readonly citation: {
    readonly number: number;
    readonly type: "turn" | "call" | "record" | "note" | "document";
    readonly label: string;
    readonly quote: string | null;
    readonly speaker: string | null;
    readonly callId: string | null;
    readonly turn: number | null;
    readonly recordId: string | null;
    readonly subjectId: string | null;
    readonly path: string | null;
    readonly crmAddress: string | null;
  };
} | {
  readonly type: "done";
  readonly answer: Answer;
};

export type AuditRecord = {
  readonly sequence: number | null;
  readonly auditId: string;
  readonly at: string;
  readonly actor: unknown;
  readonly action: string;
  readonly resource: unknown;
  readonly result: string;
  readonly requestId: string;
  readonly ipAddress: string | null;
  readonly details: unknown;
  readonly hash: string | null;
};

export type BatchItem = {
  readonly itemId: string;
  readonly position: number;
  readonly sourceName: string;
  readonly state: "pending" | "imported" | "analyzed" | "unchanged" | "refused" | "failed";
  readonly callId: string | null;
  readonly callVersion: number | null;
  readonly analysisId: string | null;
  readonly problem: {
    readonly code: string;
    readonly message: string;
    readonly action: string;
  } | null;
  readonly warnings: readonly {
    readonly code: string;
    readonly message: string;
    readonly line: number | null;
  }[];
};

export type BatchProgress = {
  readonly batchId: string;
  readonly finished: boolean;
  readonly total: number;
  readonly counts: {
    readonly pending: number;
    readonly imported: number;
    readonly analyzed: number;
    readonly unchanged: number;
    readonly refused: number;
    readonly failed: number;
  };
  readonly ahead: number;
};

export type CallMatch = {
  readonly callId: string;
  readonly state: "matched" | "partly" | "ambiguous" | "unmatched";
  readonly manual: boolean;
  readonly links: readonly {
    readonly objectType: "company" | "contact" | "deal" | "lead";
    readonly recordId: string;
    readonly name: string | null;
    readonly method: string;
    readonly confidence: number;
    readonly evidence: string;
  }[];
  readonly candidates: readonly {
    readonly recordId: string;
    readonly name: string | null;
    readonly score: number;
    readonly because: readonly string[];
  }[];
  readonly misplaced: readonly {
    readonly changeId: string;
    readonly targetName: string | null;
    readonly what: string;
  }[];
};

export type CallSearchHit = {
  readonly fromTurn: number;
  readonly toTurn: number;
  readonly evidence: Evidence;
};

export type CallSummary = {
  readonly callId: string;
  readonly title: string | null;
  readonly sourceName: string;
  readonly format: string;
  readonly date: string | null;
  readonly version: number;
  readonly durationMs: number | null;
  readonly wordCount: number;
  readonly speakers: number;
  readonly importedAt: string;
};

export type Change = {
  readonly changeId: string;
  readonly changeSetId: string;
  readonly position: number;
  readonly target: CrmReference | null;
  readonly targetName: string | null;
  readonly action: ChangeAction;
  readonly oldValue: string | null;
  readonly oldValueKept: boolean;
  readonly oldValueSource: string | null;
  readonly evidence: readonly {
    readonly callId: string | null;
    readonly claimId: string | null;
    readonly evidence: Evidence | null;
    readonly note: string | null;
  }[];
  readonly confidence: number;
  readonly rule: string;
  readonly stakes: "low" | "medium" | "high";
  readonly verdict: "automatic" | "ask" | "suggest" | "refuse";
  readonly policyRule: string;
  readonly reason: string;
  readonly state: "proposed" | "waiting" | "approved" | "rejected" | "expired" | "suggested" | "refused" | "applying" | "applied" | "not_applied" | "conflict" | "failed" | "undoing" | "undone" | "undo_refused";
  readonly editedValue: string | null;
  readonly readBackValue: string | null;
  readonly externalId: string | null;
  readonly problem: string | null;
  readonly appliedAt: string | null;
  readonly undoneAt: string | null;
};

export type ChangeAction = {
  readonly type: "set_property";
  readonly property: string;
  readonly value: string;
} | {
  readonly type: "create_activity";
  readonly objectType: "note" | "task" | "call";
  readonly properties: Readonly<Record<string, string>>;
  readonly associatedWith: readonly CrmReference[];
} | {
  readonly type: "associate";
  readonly to: CrmReference;
} | {
  readonly type: "dissociate";
  readonly from: CrmReference;
} | {
  readonly type: "create_property";
  readonly objectType: "company" | "contact" | "deal" | "lead";
  readonly name: string;
  readonly label: string;
  readonly propertyType: string;
  readonly fieldType: string;
  readonly description: string;
  readonly options: readonly {
    readonly value: string;
    readonly label: string;
  }[];
} | {
  readonly type: "merge";
  readonly objectType: "company" | "contact" | "deal" | "lead";
  readonly mergedId: string;
};

export type ChangeSet = {
  readonly changeSetId: string;
  readonly kind: "call" | "setup" | "merge" | "reminder" | "manual";
  readonly title: string;
  readonly callId: string | null;
  readonly analysisId: string | null;
  readonly dryRun: boolean;
  readonly tainted: boolean;
  readonly proposedAt: string;
  readonly expiresAt: string | null;
  readonly changes: readonly Change[];
};

export type ChangeUserAnswer = {
  readonly changed: boolean;
};

export type CheckConnectionsAnswer = {
  readonly connections: readonly {
    readonly name: "Gong" | "HubSpot" | "Slack";
    readonly state: "on" | "off";
    readonly simulated: boolean;
    readonly reason: string | null;
    readonly action: string | null;
    readonly steps: readonly {
      readonly name: string;
      readonly state: "passed" | "failed" | "skipped";
      readonly detail: string;
      readonly action: string | null;
    }[];
  }[];
};

export type CloseChannelAnswer = {
  readonly channelId: string;
  readonly name: string;
  readonly account: string;
  readonly archived: boolean;
};

export type Commitment = {
  readonly commitmentId: string;
  readonly callId: string;
  readonly owner: string;
  readonly side: "internal" | "external" | "unknown";
  readonly text: string;
  readonly evidence: Evidence;
  readonly dueDate: string | null;
  readonly state: "open" | "overdue" | "kept" | "broken" | "dropped";
  readonly settledBy: {
    readonly by: "call";
    readonly callId: string;
    readonly evidence: Evidence;
  } | {
    readonly by: "meeting";
    readonly callId: string;
  } | {
    readonly by: "activity";
    readonly kind: string;
    readonly externalId: string;
    readonly at: string;
    readonly subject: string | null;
  } | {
    readonly by: "person";
    readonly name: string;
    readonly reason: string | null;
  } | null;
  readonly createdAt: string;
};

export type CompareInsightsAnswer = {
  readonly comparison: {
    readonly callId: string;
    readonly analysisId: string;
    readonly source: string;
    readonly vendor: {
      readonly brief: readonly string[];
      readonly keyPoints: readonly string[];
      readonly trackers: readonly {
        readonly name: string;
        readonly count: number;
      }[];
      readonly interaction: readonly {
        readonly name: string;
        readonly value: number;
      }[];
      readonly questions: {
        readonly company: number;
        readonly others: number;
      } | null;
    };
    readonly sophia: {
      readonly brief: readonly string[];
      readonly keyPoints: readonly string[];
      readonly trackers: readonly {
        readonly name: string;
        readonly count: number;
      }[];
    };
    readonly figures: readonly {
      readonly name: "talkRatio" | "longestMonologue" | "longestCustomerStory" | "interactivity" | "patience" | "questionsOfCompany" | "questionsOfOthers";
      readonly unit: "share" | "seconds" | "changes" | "questions";
      readonly vendor: number | null;
      readonly sophia: number | null;
      readonly difference: number | null;
      readonly note: string | null;
    }[];
    readonly trackers: readonly {
      readonly name: string;
      readonly vendorCount: number;
      readonly sophiaCount: number | null;
      readonly state: "both" | "vendor_only" | "sophia_only" | "neither" | "no_tracker_of_that_name";
    }[];
    readonly keyPointsWithoutCounterpart: {
      readonly method: "content_words";
      readonly points: readonly string[];
    };
  } | null;
};

export type ConfigureChannelPolicyAnswer = {
  readonly channelId: string | null;
  readonly name: string | null;
  readonly policy: {
    readonly listens: "mention" | "thread" | "never";
    readonly teams: readonly string[] | null;
    readonly others: "told" | "silent";
    readonly answers: "usual" | "alone" | "open";
    readonly bots: "never" | "mention";
  };
};

export type Contradiction = {
  readonly contradictionId: string;
  readonly recordId: string;
  readonly recordName: string | null;
  readonly kind: string;
  readonly property: string;
  readonly crmValue: string | null;
  readonly crmValueKept: boolean;
  readonly saidValue: string;
  readonly callId: string | null;
  readonly emailId: string | null;
  readonly saidAt: string;
  readonly quote: string | null;
  readonly otherValue: string | null;
  readonly otherQuote: string | null;
  readonly inWords: {
    readonly field: string;
    readonly crm: string | null;
    readonly said: string;
    readonly other: string | null;
  };
  readonly state: "open" | "crm_right" | "call_right" | "email_right" | "cleared";
  readonly changeId: string | null;
  readonly resolvedBy: string | null;
  readonly resolvedBecause: string | null;
  readonly foundAt: string;
};

export type CorrectMatchAnswer = {
  readonly match: CallMatch;
};

export type CountBackfillAnswer = {
  readonly listed: number;
  readonly keptOut: number;
  readonly known: number;
  readonly fresh: number;
  readonly freshSeconds: number;
  readonly models: readonly string[];
  readonly costPerCallMicroUsd: number | null;
};

export type CreateKeyAnswer = {
  readonly keyId: string;
  readonly key: string;
  readonly expiresAt: string | null;
};

export type CrmReference = {
  readonly objectType: "company" | "contact" | "deal" | "lead" | "note" | "task" | "call";
  readonly externalId: string;
};

export type Deal = {
  readonly recordId: string;
  readonly externalId: string;
  readonly name: string | null;
  readonly stage: string | null;
  readonly amount: string | null;
  readonly closeDate: string | null;
  readonly owner: string | null;
  readonly company: string | null;
  readonly contacts: readonly {
    readonly name: string | null;
    readonly email: string | null;
  }[];
  readonly calls: readonly {
    readonly callId: string;
    readonly title: string | null;
    readonly date: string | null;
  }[];
  readonly commitments: readonly Commitment[];
  readonly contradictions: readonly Contradiction[];
  readonly warnings: readonly Warning[];
  readonly lineItems: readonly {
    readonly externalId: string;
    readonly name: string | null;
    readonly quantity: string | null;
    readonly price: string | null;
    readonly amount: string | null;
    readonly currency: string | null;
  }[];
  readonly openChangeSets: readonly {
    readonly changeSetId: string;
    readonly title: string;
    readonly waiting: number;
  }[] | null;
};

export type DealLine = {
  readonly recordId: string;
  readonly externalId: string;
  readonly name: string | null;
  readonly stage: string | null;
  readonly amount: string | null;
  readonly closeDate: string | null;
  readonly owner: string | null;
};

export type DecideChangeAnswer = {
  readonly decided: readonly {
    readonly changeId: string;
    readonly state: "proposed" | "waiting" | "approved" | "rejected" | "expired" | "suggested" | "refused" | "applying" | "applied" | "not_applied" | "conflict" | "failed" | "undoing" | "undone" | "undo_refused";
    readonly outcome: "decided" | "counted" | "already" | "refused";
    readonly missing: number;
    readonly problem: {
      readonly code: string;
      readonly message: string;
    } | null;
  }[];
};

export type DismissDuplicateAnswer = {
  readonly duplicateId: string;
  readonly rejectedChanges: number;
};

export type Duplicate = {
  readonly duplicateId: string;
  readonly objectType: "company" | "contact" | "deal" | "lead";
  readonly kept: {
    readonly externalId: string;
    readonly name: string | null;
    readonly detail: string | null;
    readonly createdAt: string;
    readonly address: string | null;
  };
  readonly other: {
    readonly externalId: string;
    readonly name: string | null;
    readonly detail: string | null;
    readonly createdAt: string;
    readonly address: string | null;
  };
  readonly evidence: readonly {
    readonly rule: string;
    readonly value: string;
    readonly confidence: number;
  }[];
  readonly confidence: number;
  readonly state: "found" | "proposed" | "merged" | "rejected" | "cleared";
  readonly changeSetId: string | null;
  readonly foundAt: string;
};

export type EndedSession = {
  readonly ended: boolean;
};

export type Evidence = {
  readonly quote: string;
  readonly turn: number;
  readonly start: number;
  readonly end: number;
  readonly speaker: string;
  readonly side: "internal" | "external" | "unknown";
  readonly sentence: string;
  readonly startMs: number | null;
  readonly endMs: number | null;
};

export type ExportAnswerAnswer = {
  readonly exported: {
    readonly answerId: string;
    readonly question: string;
    readonly askedAt: string;
    readonly askedBy: {
      readonly key: string;
      readonly name: string | null;
    };
    readonly channel: string;
    readonly exportedAt: string;
    readonly answer: Answer | null;
    readonly proofs: readonly {
      readonly number: number;
      readonly address: string | null;
    }[];
  };
  readonly markdown: string;
};

export type ExportAuditRecordsAnswer = {
  readonly records: readonly AuditRecord[];
  /** For the next page; null where this is the last one. */
  readonly nextCursor: string | null;
};

export type FieldExplanation = {
  readonly record: {
    readonly recordId: string;
    readonly objectType: "company" | "contact" | "deal" | "lead";
    readonly name: string | null;
  };
  readonly property: string;
  readonly value: string | null;
  readonly setBy: {
    readonly source: string;
    readonly at: string;
  } | null;
  readonly isOurs: boolean;
  readonly written: Change | null;
  readonly wroteFromRemovedCall: boolean;
  readonly decidedBy: readonly {
    readonly decidedBy: string;
    readonly decision: string;
    readonly at: string;
  }[];
  readonly moves: readonly {
    readonly from: string | null;
    readonly to: string;
    readonly reason: string | null;
    readonly at: string;
  }[];
  readonly open: readonly Change[];
};

export type GetAnswerAnswer = {
  readonly answerId: string;
  readonly question: string;
  readonly askedAt: string;
  readonly isOwn: boolean;
  readonly isShared: boolean;
  readonly answer: Answer | null;
};

export type GetBattlecardAnswer = {
  readonly competitor: string;
  readonly audience: "internal" | "external";
  readonly state: "ready" | "insufficient";
  readonly mentions: number | null;
  readonly calls: number | null;
  readonly said: readonly {
    readonly quote: string;
    readonly speaker: string;
    readonly side: "internal" | "external" | "unknown";
    readonly callId: string;
    readonly title: string;
    readonly date: string | null;
    readonly account: string | null;
    readonly accountId: string | null;
    readonly turn: number;
    readonly path: string;
  }[];
  readonly objections: readonly {
    readonly kind: string;
    readonly outcome: "answered" | "partly" | "unanswered";
    readonly objection: {
      readonly quote: string;
      readonly speaker: string;
      readonly side: "internal" | "external" | "unknown";
      readonly callId: string;
      readonly title: string;
      readonly date: string | null;
      readonly account: string | null;
      readonly accountId: string | null;
      readonly turn: number;
      readonly path: string;
    };
    readonly answer: {
      readonly quote: string;
      readonly speaker: string;
      readonly side: "internal" | "external" | "unknown";
      readonly callId: string;
      readonly title: string;
      readonly date: string | null;
      readonly account: string | null;
      readonly accountId: string | null;
      readonly turn: number;
      readonly path: string;
    } | null;
  }[];
  readonly deals: {
    readonly open: number;
    readonly won: number;
    readonly lost: number;
    readonly winRate: number | null;
    readonly listed: readonly {
      readonly recordId: string;
      readonly name: string;
      readonly stage: string | null;
      readonly state: "open" | "won" | "lost";
      readonly mentions: number;
      readonly isNamedInCrm: boolean;
    }[];
  } | null;
  readonly passages: readonly {
    readonly documentId: string;
    readonly name: string;
    readonly title: string;
    readonly audience: "internal" | "external";
    readonly passage: string;
  }[];
  readonly unknown: readonly string[];
};

export type GetChangeAnswer = {
  readonly changeSet: ChangeSet;
  readonly changeId: string | null;
  readonly decisions: readonly {
    readonly changeId: string;
    readonly decision: "approve" | "edit" | "reject";
    readonly value: string | null;
    readonly reason: string | null;
    readonly decidedBy: string;
    readonly at: string;
  }[];
  readonly words: readonly {
    readonly changeId: string;
    readonly field: string;
    readonly oldValue: string | null;
    readonly newValue: string | null;
  }[];
};

export type GetDealAsOfAnswer = {
  readonly recordId: string;
  readonly name: string | null;
  readonly day: string;
  readonly isTrue: {
    readonly position: {
      readonly state: "open" | "won" | "lost";
      readonly stage: string | null;
      readonly stageSince: string;
      readonly owner: string | null;
      readonly amountMinor: number | null;
      readonly currency: string;
      readonly closeDay: string | null;
    } | null;
    readonly calls: readonly {
      readonly callId: string;
      readonly title: string | null;
      readonly date: string | null;
      readonly knownSince: string;
    }[];
  };
  readonly wasKnown: {
    readonly origin: "nightly" | "history" | null;
    readonly position: {
      readonly state: "open" | "won" | "lost";
      readonly stage: string | null;
      readonly stageSince: string;
      readonly owner: string | null;
      readonly amountMinor: number | null;
      readonly currency: string;
      readonly closeDay: string | null;
    } | null;
    readonly calls: readonly {
      readonly callId: string;
      readonly title: string | null;
      readonly date: string | null;
      readonly knownSince: string;
    }[];
    readonly warnings: readonly {
      readonly kind: string;
      readonly since: string;
    }[];
  };
  readonly differences: readonly string[];
  readonly unknown: readonly string[];
};

export type GetDocumentAnswer = {
  readonly documentId: string;
  readonly name: string;
  readonly title: string;
  readonly format: "markdown" | "text" | "html";
  readonly audience: "internal" | "external";
  readonly roles: readonly ("administrator" | "revenue_operations" | "manager" | "representative" | "executive" | "read_only")[];
  readonly importance: number;
  readonly version: number;
  readonly contentHash: string;
  readonly characters: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly text: string;
};

export type GetEventAnswer = {
  readonly inboxId: string;
  readonly source: string;
  readonly kind: string;
  readonly subject: string;
  readonly state: "received" | "done" | "dead";
  readonly attempts: number;
  readonly receivedAt: string;
  readonly problem: {
    readonly code: string;
    readonly message: string;
    readonly action: string;
  } | null;
  /** Where the vendor shows what it is about; null where nowhere. */
  readonly address: string | null;
  readonly occurredAt: string | null;
  readonly settledAt: string | null;
  readonly payload: unknown;
};

export type GetForecastAnswer = {
  readonly day: string;
  readonly origin: "now" | "nightly" | "history" | "true";
  readonly period: {
    readonly from: string;
    readonly to: string;
    readonly name: string;
  };
  readonly narrowed: string;
  readonly currencies: readonly {
    readonly currency: string;
    readonly won: {
      readonly count: number;
      readonly amountMinor: number;
    };
    readonly open: {
      readonly count: number;
      readonly amountMinor: number;
    };
    readonly buckets: readonly {
      readonly bucket: "commit" | "best_case" | "pipeline";
      readonly count: number;
      readonly amountMinor: number;
    }[];
    readonly range: {
      readonly lowMinor: number;
      readonly expectedMinor: number;
      readonly highMinor: number;
    } | null;
    readonly refused: string | null;
    readonly basis: {
      readonly closed: number;
      readonly won: number;
      readonly byStageAndAge: number;
      readonly byStage: number;
      readonly byAll: number;
    };
    readonly track: {
      readonly nights: number;
      readonly inside: number;
      readonly tooFew: number;
      readonly meanErrorMinor: number | null;
      readonly meanBiasMinor: number | null;
      readonly brier: number | null;
      readonly scores: readonly {
        readonly lowMinor: number;
        readonly expectedMinor: number;
        readonly highMinor: number;
        readonly day: string;
        readonly until: string;
        readonly actualMinor: number;
        readonly inside: boolean;
      }[];
    };
  }[];
  readonly quotas: readonly {
    readonly currency: string;
    readonly quotaMinor: number;
    readonly closedMinor: number;
    readonly commitMinor: number;
    readonly gapMinor: number;
    readonly basis: "set" | "owners";
    readonly owners: number;
  }[];
  readonly quotaMissing: string | null;
  readonly standings: readonly {
    readonly kind: "team" | "owner";
    readonly name: string;
    readonly currency: string;
    readonly closedMinor: number;
    readonly commitMinor: number;
    readonly bestCaseMinor: number;
    readonly pipelineMinor: number;
    readonly quotaMinor: number | null;
    readonly gapMinor: number | null;
    readonly basis: "set" | "owners" | null;
    readonly owners: number;
  }[];
};

export type GetLedgerAnswer = {
  readonly since: string;
  readonly days: readonly LedgerDay[];
  readonly gaps: readonly LedgerGap[];
  readonly drifts: readonly {
    readonly driftId: string;
    readonly source: string;
    readonly what: string;
    readonly lines: readonly {
      readonly label: string;
      readonly difference: string;
      readonly before: string | null;
      readonly after: string | null;
    }[];
    readonly foundAt: string;
  }[];
  readonly underWay: number;
  readonly undecided: readonly LedgerGap[];
  readonly undecidedBefore: number;
  readonly deadLetters: readonly {
    readonly inboxId: string;
    readonly source: string;
    readonly kind: string;
    readonly subject: string;
    readonly address: string | null;
    readonly problem: {
      readonly code: string;
      readonly message: string;
      readonly action: string;
    } | null;
    readonly receivedAt: string;
    readonly settledAt: string | null;
    readonly attempts: number;
  }[];
};

export type GetMatchAnswer = {
  readonly match: CallMatch | null;
};

export type GetPipelineAnswer = {
  readonly day: string;
  readonly origin: "now" | "nightly" | "history" | "true";
  readonly narrowed: string;
  readonly totals: readonly {
    readonly currency: string;
    readonly count: number;
    readonly amountMinor: number;
    readonly weightedMinor: number;
    readonly withoutAmount: number;
  }[];
  readonly stages: readonly {
    readonly pipeline: string;
    readonly stage: string;
    readonly currency: string;
    readonly count: number;
    readonly amountMinor: number;
    readonly weightedMinor: number;
    readonly withoutAmount: number;
  }[];
};

export type GetSessionAnswer = {
  readonly type: "operator" | "user" | "service" | "agent";
  readonly userId: string | null;
  readonly name: string | null;
  readonly email: string | null;
  readonly role: string | null;
  /** The address of the person for whom an agent acts. */
  readonly actsFor: string | null;
  readonly permissions: readonly ("call_access" | "crm_access" | "slack_access" | "agent_management" | "admin_access")[];
};

export type GetSyncAnswer = {
  readonly cursors: readonly {
    readonly source: string;
    readonly stream: string;
    readonly lastSuccessAt: string | null;
    readonly lagSeconds: number | null;
    readonly lastCount: number;
    readonly problem: {
      readonly code: string;
      readonly message: string;
    } | null;
    readonly updatedAt: string;
  }[];
};

export type GetTeamAnswer = {
  readonly teamId: string;
  readonly name: string;
  readonly leads: readonly string[];
  readonly members: readonly string[];
  readonly version: string;
};

export type GetTerritoryAnswer = {
  readonly territoryId: string;
  readonly name: string;
  readonly rules: readonly {
    readonly of: "deal" | "company";
    readonly property: string;
    readonly values: readonly string[];
  }[];
  readonly members: readonly string[];
  readonly updatedAt: string;
  readonly version: string;
};

export type GetWaterfallAnswer = {
  readonly from: {
    readonly day: string;
    readonly origin: "now" | "nightly" | "history" | "true";
  };
  readonly to: {
    readonly day: string;
    readonly origin: "now" | "nightly" | "history" | "true";
  };
  readonly closing: {
    readonly from: string;
    readonly to: string;
    readonly name: string;
  } | null;
  readonly narrowed: string;
  readonly currencies: readonly {
    readonly currency: string;
    readonly opening: {
      readonly count: number;
      readonly amountMinor: number;
    };
    readonly parts: readonly {
      readonly part: "new" | "reopened" | "pulled_in" | "increased" | "decreased" | "pushed_out" | "won" | "lost" | "other";
      readonly count: number;
      readonly amountMinor: number;
    }[];
    readonly closing: {
      readonly count: number;
      readonly amountMinor: number;
    };
  }[];
  readonly deals: readonly {
    readonly recordId: string;
    readonly deal: string;
    readonly part: "new" | "reopened" | "pulled_in" | "increased" | "decreased" | "pushed_out" | "won" | "lost" | "other";
    readonly currency: string;
    readonly amountMinor: number;
    readonly because: string;
  }[];
  readonly more: number;
};

export type GetWebhookDeliveryAnswer = {
  readonly deliveryId: string;
  readonly endpointId: string;
  readonly messageId: string;
  readonly eventId: number | null;
  readonly type: string;
  readonly occurredAt: string;
  readonly state: "waiting" | "delivered" | "dead";
  readonly attempts: number;
  readonly nextAttemptAt: string | null;
  readonly problem: {
    readonly code: string;
    readonly message: string;
    readonly action: string;
  } | null;
  readonly settledAt: string | null;
  readonly body: string;
  readonly tries: readonly WebhookAttempt[];
};

export type HealthReport = {
  readonly state: "healthy" | "degraded" | "starting" | "unhealthy";
  readonly dependencies: readonly {
    readonly name: string;
    readonly state: "healthy" | "degraded" | "starting" | "unhealthy" | "off";
    readonly since: string;
    readonly reason: string;
    readonly action: string | null;
  }[];
};

export type InboxEvent = {
  readonly inboxId: string;
  readonly source: string;
  readonly kind: string;
  readonly subject: string;
  readonly state: "received" | "done" | "dead";
  readonly attempts: number;
  readonly receivedAt: string;
  readonly problem: {
    readonly code: string;
    readonly message: string;
    readonly action: string;
  } | null;
};

export type InviteUserAnswer = {
  readonly userId: string;
  readonly token: string;
  readonly expiresAt: string;
  /** Where the link leads on this server; it works once. */
  readonly path: string;
};

export type IssueTokenAnswer = {
  /** A JWT, to be sent as `Authorization: Bearer …`. */
  readonly accessToken: string;
  readonly expiresAt: string;
  readonly permissions: readonly ("call_access" | "crm_access" | "slack_access" | "agent_management" | "admin_access")[];
};

export type LedgerDay = {
  readonly source: string;
  readonly day: string;
  readonly expected: number;
  readonly received: number;
  readonly stored: number;
  readonly analyzed: number;
  readonly proposed: number;
  readonly written: number;
  readonly announced: number;
  readonly history: number;
  readonly excluded: number;
  /** What of it is kept out why: marked as private, among our own people, outside the workspaces that are read. */
  readonly keptOut: {
    readonly private: number;
    readonly internal: number;
    readonly outOfScope: number;
  };
  readonly gaps: number;
};

export type LedgerGap = {
  readonly source: string;
  readonly externalId: string;
  readonly callId: string | null;
  readonly title: string | null;
  /** Where the source shows the call; null where it has named no such place. */
  readonly address: string | null;
  readonly day: string;
  readonly missing: "expected" | "received" | "stored" | "analyzed" | "proposed" | "written" | "announced";
  readonly cause: "not_received" | "transcript_not_ready" | "transcript_never_came" | "vendor_unavailable" | "unreadable" | "analysis_failed" | "deal_unclear" | "no_match" | "crm_unavailable" | "write_refused" | "write_not_applied" | "written_elsewhere" | "chat_unavailable" | "channel_missing" | "vanished_at_source" | "unforeseen";
  readonly detail: string;
  readonly since: string;
  readonly attempts: number;
  readonly nextAttemptAt: string | null;
};

export type LinkChatAccountAnswer = {
  readonly linkId: string;
};

export type ListAnalysesAnswer = {
  readonly analyses: readonly AnalysisListing[];
  /** For the next page; null where this is the last one. */
  readonly nextCursor: string | null;
};

export type ListAuditRecordsAnswer = {
  readonly records: readonly AuditRecord[];
  /** For the next page; null where this is the last one. */
  readonly nextCursor: string | null;
};

export type ListBatchItemsAnswer = {
  readonly items: readonly BatchItem[];
  /** For the next page; null where this is the last one. */
  readonly nextCursor: string | null;
};

export type ListCallsAnswer = {
  readonly calls: readonly CallSummary[];
  /** For the next page; null where this is the last one. */
  readonly nextCursor: string | null;
};

export type ListChangesAnswer = {
  readonly changeSets: readonly ChangeSet[];
  /** For the next page; null where this is the last one. */
  readonly nextCursor: string | null;
};

export type ListChannelPoliciesAnswer = {
  readonly policies: readonly ConfigureChannelPolicyAnswer[];
};

export type ListChannelsAnswer = {
  readonly channels: readonly {
    readonly channelId: string;
    readonly name: string;
    readonly account: string;
    readonly isPrivate: boolean;
    readonly isArchived: boolean;
  }[];
  /** For the next page; null where this is the last one. */
  readonly nextCursor: string | null;
};

export type ListChatAccountsAnswer = {
  readonly links: readonly {
    readonly linkId: string;
    readonly email: string;
    readonly source: string;
    readonly memberId: string;
    readonly address: string;
    readonly because: string;
    readonly linkedAt: string;
  }[];
  /** For the next page; null where this is the last one. */
  readonly nextCursor: string | null;
};

export type ListCommitmentsAnswer = {
  readonly commitments: readonly Commitment[];
  /** For the next page; null where this is the last one. */
  readonly nextCursor: string | null;
};

export type ListCompetitorsAnswer = {
  readonly competitors: readonly {
    readonly name: string;
    readonly mentions: number;
    readonly calls: number;
    readonly isSufficient: boolean;
  }[];
};

export type ListContradictionsAnswer = {
  readonly contradictions: readonly Contradiction[];
  /** For the next page; null where this is the last one. */
  readonly nextCursor: string | null;
};

export type ListDealsAnswer = {
  readonly deals: readonly DealLine[];
  /** For the next page; null where this is the last one. */
  readonly nextCursor: string | null;
};

export type ListDocumentsAnswer = {
  readonly documents: readonly WorkspaceDocument[];
  /** For the next page; null where this is the last one. */
  readonly nextCursor: string | null;
};

export type ListDuplicatesAnswer = {
  readonly duplicates: readonly Duplicate[];
  /** For the next page; null where this is the last one. */
  readonly nextCursor: string | null;
};

export type ListEventsAnswer = {
  readonly events: readonly InboxEvent[];
  /** For the next page; null where this is the last one. */
  readonly nextCursor: string | null;
};

export type ListKeysAnswer = {
  readonly keys: readonly {
    readonly keyId: string;
    readonly kind: "personal" | "service";
    readonly name: string;
    readonly owner: string | null;
    readonly role: "administrator" | "revenue_operations" | "manager" | "representative" | "executive" | "read_only" | "agent" | null;
    readonly scopes: readonly ("call_access" | "crm_access" | "slack_access" | "agent_management" | "admin_access")[] | null;
    readonly hint: string;
    readonly state: "valid" | "ended" | "revoked";
    readonly createdAt: string;
    readonly expiresAt: string | null;
    readonly lastUsedAt: string | null;
  }[];
  /** For the next page; null where this is the last one. */
  readonly nextCursor: string | null;
};

export type ListNotificationsAnswer = {
  readonly notifications: readonly Notification[];
  /** For the next page; null where this is the last one. */
  readonly nextCursor: string | null;
};

export type ListPeopleAnswer = {
  readonly people: readonly Person[];
  /** For the next page; null where this is the last one. */
  readonly nextCursor: string | null;
};

export type ListQuestionsAnswer = {
  readonly questions: readonly RatedQuestion[];
  /** For the next page; null where this is the last one. */
  readonly nextCursor: string | null;
};

export type ListQuotasAnswer = {
  readonly quotas: readonly SetQuotaAnswer[];
};

export type ListRolesAnswer = {
  readonly roles: readonly {
    readonly role: "administrator" | "revenue_operations" | "manager" | "representative" | "executive" | "read_only" | "agent";
    readonly sees: "everything" | "team" | "own";
    readonly actions: readonly string[];
    readonly permissions: readonly ("call_access" | "crm_access" | "slack_access" | "agent_management" | "admin_access")[];
    readonly withheld: readonly string[];
  }[];
};

export type ListSessionsAnswer = {
  readonly sessions: readonly {
    readonly sessionId: string;
    readonly email: string;
    readonly openedAt: string;
    readonly expiresAt: string;
    readonly ipAddress: string | null;
  }[];
  /** For the next page; null where this is the last one. */
  readonly nextCursor: string | null;
};

export type ListTeamsAnswer = {
  readonly teams: readonly GetTeamAnswer[];
  /** For the next page; null where this is the last one. */
  readonly nextCursor: string | null;
};

export type ListTerritoriesAnswer = {
  readonly territories: readonly GetTerritoryAnswer[];
  /** For the next page; null where this is the last one. */
  readonly nextCursor: string | null;
};

export type ListTrackersAnswer = {
  readonly trackers: readonly Tracker[];
  /** For the next page; null where this is the last one. */
  readonly nextCursor: string | null;
};

export type ListTriggersAnswer = {
  readonly file: string;
  /** Whether a secret is set; without one nobody can send an event. */
  readonly isOn: boolean;
  /** Why what is written in the file does not hold. */
  readonly fault: string | null;
  readonly triggers: readonly {
    readonly name: string;
    /** One that is not starts nothing. */
    readonly enabled: boolean;
    readonly when: Readonly<Record<string, string | number | boolean | readonly (string | number | boolean)[]>>;
    readonly start: "take-in-call" | "sync-calls" | "sync-crm" | "send-brief" | "send-message";
    /** Where an event has the id of the call. */
    readonly call?: string;
    /** Where an event has the id of the deal. */
    readonly deal?: string;
    readonly to?: {
      readonly channel?: string;
      readonly person?: string;
    };
    /** What is told, with the places of values in braces. */
    readonly text?: string;
  }[];
};

export type ListUsersAnswer = {
  readonly users: readonly User[];
  /** For the next page; null where this is the last one. */
  readonly nextCursor: string | null;
};

export type ListWarningsAnswer = {
  readonly warnings: readonly Warning[];
  /** For the next page; null where this is the last one. */
  readonly nextCursor: string | null;
};

export type ListWebhookDeliveriesAnswer = {
  readonly deliveries: readonly WebhookDelivery[];
  /** For the next page; null where this is the last one. */
  readonly nextCursor: string | null;
};

export type ListWebhooksAnswer = {
  readonly endpoints: readonly WebhookEndpoint[];
  /** For the next page; null where this is the last one. */
  readonly nextCursor: string | null;
};

export type ListWritesAnswer = {
  readonly entries: readonly {
    readonly at: string;
    readonly sourceSystem: string;
    readonly targetSystem: string;
    readonly entityType: "company" | "contact" | "deal" | "lead" | "note" | "task" | "call" | "property";
    readonly entityId: string | null;
    readonly operation: "create" | "update" | "delete";
    readonly status: "started" | "succeeded" | "not_applied" | "conflict" | "failed" | "left" | "would_have_been_sent";
    readonly error: string | null;
    readonly entryId: string;
    readonly changeId: string | null;
  }[];
  /** For the next page; null where this is the last one. */
  readonly nextCursor: string | null;
};

export type MoveIdentityAnswer = {
  readonly personId: string;
};

export type Notification = {
  readonly notificationId: string;
  readonly kind: string;
  readonly severity: string;
  readonly state: string;
  readonly channelId: string | null;
  readonly heldUntil: string | null;
  readonly problem: {
    readonly code: string;
    readonly message: string;
    readonly action: string;
  } | null;
  readonly createdAt: string;
};

export type NotificationSettings = {
  readonly defaultChannel: string | null;
  readonly routes: readonly {
    readonly kind?: string | null;
    readonly team?: string | null;
    readonly minimumSeverity?: "low" | "medium" | "high" | null;
    readonly destination: {
      readonly to: string;
      readonly channel?: string;
      readonly userId?: string;
    };
  }[];
  readonly muted: readonly string[];
  readonly quietHours: {
    readonly from: string;
    readonly to: string;
    readonly timeZone: string;
    readonly weekends: boolean;
    readonly exceptSeverity: "low" | "medium" | "high" | null;
  } | null;
  readonly digest: {
    readonly at: string;
    readonly timeZone: string;
  } | null;
  readonly briefs: {
    readonly minutesBefore: number | null;
    readonly onStageChange: boolean;
    readonly schedule: {
      readonly at: string;
      readonly timeZone: string;
      readonly days: readonly ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
    } | null;
  };
};

export type OpenChannelAnswer = {
  readonly channelId: string;
  readonly name: string;
  readonly account: string;
  readonly created: boolean;
};

export type Passage = {
  readonly id: string;
  readonly callId: string;
  readonly title: string;
  readonly date: string | null;
  readonly version: number;
  readonly currentVersion: number;
  readonly turn: number;
  readonly sentence: number | null;
  readonly turns: number;
  readonly sentences: number;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly speaker: string;
  readonly side: "internal" | "external" | "unknown";
  readonly startMs: number | null;
  readonly endMs: number | null;
  readonly around: readonly {
    readonly turn: number;
    readonly speaker: string;
    readonly side: "internal" | "external" | "unknown";
    readonly text: string;
    readonly startMs: number | null;
    readonly endMs: number | null;
  }[];
  readonly analysisId: string | null;
  readonly claims: readonly {
    readonly field: string;
    readonly kind: string | null;
    readonly name: string | null;
    readonly outcome: string | null;
    readonly confidence: number | null;
    readonly rule: string | null;
    readonly evidence: Evidence;
  }[];
  readonly path: string | null;
};

export type Person = {
  readonly personId: string;
  readonly name: string;
  readonly identities: readonly {
    readonly identityId: string;
    readonly source: string;
    readonly externalId: string;
    readonly name: string | null;
    readonly email: string | null;
    readonly evidence: {
      readonly rule: string;
      readonly detail: string;
    };
    readonly manual: boolean;
  }[];
};

export type Policy = {
  readonly name: string;
  readonly hash: string;
  readonly rules: readonly {
    readonly name: string;
    readonly line: number;
    readonly verdict: "automatic" | "ask" | "suggest" | "refuse";
    readonly because: string | null;
    readonly terms: {
      readonly approvers: readonly string[];
      readonly needed: number;
    };
  }[];
  readonly otherwise: {
    readonly name: string;
    readonly line: number;
    readonly verdict: "automatic" | "ask" | "suggest" | "refuse";
    readonly because: string | null;
    readonly terms: {
      readonly approvers: readonly string[];
      readonly needed: number;
    };
  };
  /** What is written down, letter by letter. */
  readonly text: string;
  /** Of the text; it is the `etag` as well. */
  readonly version: string;
  /** Why what is written down is not what is in force; null where it is. */
  readonly fault: string | null;
};

export type Problem = {
  /** Where the code is explained. */
  readonly type: string;
  /** What the code means. */
  readonly title: string;
  readonly status: number;
  /** What was expected and what was found. */
  readonly detail: string;
  /** One of the codes of docs/errors.md. */
  readonly code: string;
  /** What to do next. */
  readonly action: string;
  /** Whether the same request may succeed later. */
  readonly retryable: boolean;
  /** By which the log knows the request. */
  readonly requestId: string;
};

export type ProposeChangesAnswer = {
  readonly looked: number;
  readonly total: number;
  readonly calls: readonly {
    readonly callId: string;
    readonly title: string | null;
    readonly changeSetId: string | null;
    readonly changes: readonly {
      readonly target: CrmReference | null;
      readonly targetName: string | null;
      readonly action: ChangeAction;
      readonly oldValue: string | null;
      readonly oldValueKept: boolean;
      readonly state: "proposed" | "waiting" | "approved" | "rejected" | "expired" | "suggested" | "refused" | "applying" | "applied" | "not_applied" | "conflict" | "failed" | "undoing" | "undone" | "undo_refused";
      readonly reason: string;
    }[];
  }[];
};

export type ProposeMergeAnswer = {
  readonly duplicateId: string;
  readonly changeSetId: string;
  readonly created: boolean;
};

export type ProposeSetupAnswer = {
  readonly proposed: {
    readonly changeSetId: string;
    readonly created: boolean;
    readonly changes: readonly Change[];
  } | null;
};

export type PublishedLimits = {
  readonly version: string;
  readonly settings: {
    readonly dealLimits?: Readonly<Record<string, {
      readonly quietDays?: number;
      readonly stuckDays?: number;
    }>>;
    readonly warningLimits?: {
      readonly nextStepWithinDays?: number;
      readonly pushes?: {
        readonly atLeast: number;
        readonly withinDays: number;
      };
      readonly singleThread?: {
        readonly calls: number;
      };
      readonly ghosted?: {
        readonly days: number;
        readonly emails: number;
      };
    };
  };
  /** What holds in the end, with what the settings leave out. */
  readonly inForce: readonly {
    readonly name: string;
    readonly value: string;
    /** `sophia`: brought along; `file`: workspace.json; `published`: put in force by a person since. */
    readonly from: "sophia" | "file" | "published";
  }[];
  readonly history: readonly {
    readonly number: number;
    readonly version: string;
    readonly settings: {
      readonly dealLimits?: Readonly<Record<string, {
        readonly quietDays?: number;
        readonly stuckDays?: number;
      }>>;
      readonly warningLimits?: {
        readonly nextStepWithinDays?: number;
        readonly pushes?: {
          readonly atLeast: number;
          readonly withinDays: number;
        };
        readonly singleThread?: {
          readonly calls: number;
        };
        readonly ghosted?: {
          readonly days: number;
          readonly emails: number;
        };
      };
    };
    /** `file`: workspace.json, as it was at a start. */
    readonly source: "file" | "person";
    /** Who put it in force. */
    readonly by: string;
    readonly at: string;
  }[];
};

export type PublishedMethods = {
  readonly version: string;
  readonly settings: {
    readonly methods?: readonly {
      readonly id: string;
      readonly name: string;
      readonly about?: string;
      readonly elements: readonly {
        readonly key: string;
        readonly label: string;
        readonly element?: string;
        readonly phrases?: readonly string[];
        readonly side?: "internal" | "external" | null;
        readonly about?: string;
      }[];
    }[];
    readonly qualifyBy?: readonly string[];
  };
  /** What holds in the end, with what the settings leave out. */
  readonly inForce: readonly {
    readonly name: string;
    readonly value: string;
    /** `sophia`: brought along; `file`: workspace.json; `published`: put in force by a person since. */
    readonly from: "sophia" | "file" | "published";
  }[];
  readonly history: readonly {
    readonly number: number;
    readonly version: string;
    readonly settings: {
      readonly methods?: readonly {
        readonly id: string;
        readonly name: string;
        readonly about?: string;
        readonly elements: readonly {
          readonly key: string;
          readonly label: string;
          readonly element?: string;
          readonly phrases?: readonly string[];
          readonly side?: "internal" | "external" | null;
          readonly about?: string;
        }[];
      }[];
      readonly qualifyBy?: readonly string[];
    };
    /** `file`: workspace.json, as it was at a start. */
    readonly source: "file" | "person";
    /** Who put it in force. */
    readonly by: string;
    readonly at: string;
  }[];
};

export type RateAnswerAnswer = {
  readonly answerId: string;
  readonly rating: number;
};

export type RatedQuestion = {
  readonly answerId: string;
  readonly question: string;
  readonly channel: string;
  readonly intent: string | null;
  readonly outcome: "answered" | "nothing" | "insufficient" | "ask_back" | "out_of_scope" | "stopped";
  readonly text: string;
  readonly rating: number | null;
  readonly reason: string | null;
  readonly askedBy: string;
  readonly askedAt: string;
  readonly mode: "rules" | "model";
  readonly consequences: readonly {
    readonly kind: "approved" | "rejected" | "undone" | "settled" | "resolved" | "linked" | "asked_again";
    readonly subject: string;
    readonly at: string;
  }[];
};

export type RemoveDocumentAnswer = {
  readonly documentId: string;
  readonly name: string;
};

export type RemoveQuotaAnswer = {
  readonly quotaId: string;
};

export type RenameChannelAnswer = {
  readonly channelId: string;
  readonly name: string;
  readonly account: string;
  readonly before: string;
};

export type RenewUserLinkAnswer = {
  readonly userId: string;
  readonly token: string;
  readonly expiresAt: string;
  /** Where the link leads on this server; it works once. */
  readonly path: string;
};

export type ReplayedWebhooks = {
  readonly endpointId: string;
  readonly queued: number;
  readonly state: "active" | "disabled";
};

export type RequestSyncAnswer = {
  readonly streams: readonly string[];
};

export type RetryNotificationsAnswer = {
  readonly retried: number;
};

export type RevokeKeyAnswer = {
  readonly keyId: string;
  readonly revoked: boolean;
};

export type RotateKeyAnswer = {
  readonly keyId: string;
  readonly key: string;
  readonly expiresAt: string | null;
  readonly oldKeyId: string;
  readonly oldValidUntil: string;
};

export type RotateWebhookSecretAnswer = {
  readonly endpointId: string;
  readonly secret: string;
  readonly previousSecretUntil: string | null;
};

export type SearchAnswer = {
  readonly hits: readonly SearchHit[];
  readonly nextCursor: string | null;
  readonly nothingBecause: "common-words" | "nothing-indexed" | "nothing-allowed" | "nothing-like-it" | null;
  readonly waiting: number;
  readonly wordsOnlyBecause: string | null;
};

export type SearchCallAnswer = {
  readonly hits: readonly CallSearchHit[];
};

export type SearchHit = {
  readonly kind: "call" | "commitment" | "decision" | "company" | "contact" | "deal" | "lead" | "note" | "document";
  readonly subjectId: string;
  readonly callId: string | null;
  readonly recordId: string | null;
  readonly crmAddress: string | null;
  readonly audience: "internal" | "external" | null;
  readonly title: string;
  readonly day: string | null;
  readonly turn: number | null;
  readonly fromTurn: number | null;
  readonly toTurn: number | null;
  readonly speaker: string | null;
  readonly side: "internal" | "external" | "unknown" | null;
  readonly excerpt: string;
  readonly foundBy: "words" | "meaning" | "both";
  readonly coverage: number;
};

export type SetQuotaAnswer = {
  readonly quotaId: string;
  readonly kind: "company" | "team" | "owner";
  readonly name: string | null;
  readonly from: string;
  readonly to: string;
  readonly currency: string;
  readonly amountMinor: number;
  readonly setAt: string;
};

export type SetTeamAnswer = {
  readonly teamId: string | null;
  readonly members: number;
};

export type SetTerritoryAnswer = {
  readonly territoryId: string | null;
  readonly members: number;
};

export type ShareAnswerAnswer = {
  readonly answerId: string;
  readonly isShared: boolean;
};

export type SignInAnswer = {
  /** A JWT, to be sent as `Authorization: Bearer …`. */
  readonly accessToken: string;
  readonly expiresAt: string;
  readonly permissions: readonly ("call_access" | "crm_access" | "slack_access" | "agent_management" | "admin_access")[];
  readonly sessionId: string;
  readonly sessionExpiresAt: string;
};

export type SubmitBatchAnswer = {
  readonly batchId: string;
};

export type TestWebhookAnswer = {
  readonly endpointId: string;
  readonly deliveryId: string;
  readonly messageId: string;
  readonly at: string;
  readonly durationMs: number;
  readonly outcome: "delivered" | "refused" | "timeout" | "unreachable" | "blocked";
  readonly status: number | null;
  readonly responseExcerpt: string | null;
  readonly problem: {
    readonly code: string;
    readonly message: string;
    readonly action: string;
  } | null;
};

export type Tracker = {
  readonly trackerId: string;
  readonly name: string;
  readonly definition: TrackerDefinition;
  readonly createdAt: string;
};

export type TrackerDefinition = {
  readonly name: string;
  readonly kind: "keyword";
  readonly phrases: readonly string[];
  readonly side: "internal" | "external" | "unknown" | null;
  readonly filter: {
    readonly since: string | null;
    readonly until: string | null;
    readonly account: {
      readonly recordId: string | null;
      readonly name: string | null;
    } | null;
    readonly deal: {
      readonly recordId: string | null;
      readonly name: string | null;
    } | null;
    readonly stage: {
      readonly ids: readonly string[];
      readonly label: string;
    } | null;
    readonly owner: {
      readonly id: string;
      readonly label: string;
    } | null;
    readonly team: {
      readonly id: string | null;
      readonly label: string | null;
    } | null;
    readonly source: "gong" | "file" | null;
    readonly minMinutes: number | null;
  };
} | {
  readonly name: string;
  readonly kind: "question";
  readonly question: string;
  readonly side: "internal" | "external" | "unknown" | null;
  readonly filter: {
    readonly since: string | null;
    readonly until: string | null;
    readonly account: {
      readonly recordId: string | null;
      readonly name: string | null;
    } | null;
    readonly deal: {
      readonly recordId: string | null;
      readonly name: string | null;
    } | null;
    readonly stage: {
      readonly ids: readonly string[];
      readonly label: string;
    } | null;
    readonly owner: {
      readonly id: string;
      readonly label: string;
    } | null;
    readonly team: {
      readonly id: string | null;
      readonly label: string | null;
    } | null;
    readonly source: "gong" | "file" | null;
    readonly minMinutes: number | null;
  };
};

export type TrackerPreview = {
  readonly name: string;
  readonly filter: {
    readonly since: string | null;
    readonly until: string | null;
    readonly account: {
      readonly recordId: string | null;
      readonly name: string | null;
    } | null;
    readonly deal: {
      readonly recordId: string | null;
      readonly name: string | null;
    } | null;
    readonly stage: {
      readonly ids: readonly string[];
      readonly label: string;
    } | null;
    readonly owner: {
      readonly id: string;
      readonly label: string;
    } | null;
    readonly team: {
      readonly id: string | null;
      readonly label: string | null;
    } | null;
    readonly source: "gong" | "file" | null;
    readonly minMinutes: number | null;
  };
  readonly ran: boolean;
  readonly calls: number;
  readonly filteredOut: number;
  readonly callsWithHits: number;
  readonly hits: number;
  readonly costMicroUsd: number | null;
  readonly perCall: readonly {
    readonly callId: string;
    readonly title: string | null;
    readonly hits: readonly {
      readonly quote: string;
      readonly speaker: string;
      readonly turn: number;
      readonly startMs: number | null;
    }[];
  }[];
};

export type TryMethodsAnswer = {
  readonly replaces: string;
  readonly calls: number;
  readonly engine: "rules" | "model";
  readonly methods: readonly {
    readonly id: string;
    readonly name: string;
    readonly before: {
      readonly known: number;
      readonly of: number;
    } | null;
    readonly after: {
      readonly known: number;
      readonly of: number;
    } | null;
  }[];
  readonly perCall: readonly {
    readonly callId: string;
    readonly title: string | null;
    readonly methods: readonly {
      readonly id: string;
      readonly name: string;
      readonly before: {
        readonly known: number;
        readonly of: number;
      } | null;
      readonly after: {
        readonly known: number;
        readonly of: number;
      } | null;
    }[];
    readonly differences: readonly {
      readonly method: string;
      readonly element: string;
      readonly label: string;
      readonly before: {
        readonly value: string;
        readonly quote: string;
        readonly speaker: string;
        readonly side: "internal" | "external" | "unknown";
        readonly turn: number;
        readonly startMs: number | null;
      } | null;
      readonly after: {
        readonly value: string;
        readonly quote: string;
        readonly speaker: string;
        readonly side: "internal" | "external" | "unknown";
        readonly turn: number;
        readonly startMs: number | null;
      } | null;
    }[];
  }[];
};

export type TryPolicyAnswer = {
  readonly judged: number;
  readonly same: number;
  readonly verdicts: {
    readonly automatic: number;
    readonly ask: number;
    readonly suggest: number;
    readonly refuse: number;
  };
  readonly differences: readonly {
    readonly changeId: string;
    readonly targetName: string | null;
    readonly field: string | null;
    readonly value: string | null;
    readonly before: "automatic" | "ask" | "suggest" | "refuse";
    readonly after: "automatic" | "ask" | "suggest" | "refuse";
    readonly policyRule: string;
    readonly reason: string;
  }[];
};

export type TryWarningLimitsAnswer = {
  readonly replaces: string;
  readonly days: number;
  readonly deals: number;
  readonly unread: number;
  readonly kinds: readonly {
    readonly kind: "no_activity" | "no_next_step" | "close_date_passed" | "close_date_pushed" | "stuck_in_stage" | "single_threaded" | "champion_left" | "ghosted";
    readonly title: string;
    readonly before: {
      readonly deals: number;
      readonly today: number;
    };
    readonly after: {
      readonly deals: number;
      readonly today: number;
    };
  }[];
  readonly unknownStages: readonly string[];
  readonly differences: readonly {
    readonly recordId: string;
    readonly deal: string | null;
    readonly kind: "no_activity" | "no_next_step" | "close_date_passed" | "close_date_pushed" | "stuck_in_stage" | "single_threaded" | "champion_left" | "ghosted";
    readonly title: string;
    readonly effect: "raised" | "cleared" | "severity";
    readonly days: number;
    readonly firstDay: string;
    readonly lastDay: string;
    readonly today: boolean;
    readonly before: "low" | "medium" | "high" | null;
    readonly after: "low" | "medium" | "high" | null;
    readonly explanation: string;
    readonly evidence: readonly ({
      readonly type: "quote";
      readonly callId: string;
      readonly quote: string;
      readonly speaker: string;
      readonly turn: number;
      readonly startMs: number | null;
    } | {
      readonly type: "change";
      readonly property: string;
      readonly value: string | null;
      readonly at: string;
      readonly source: string;
    } | {
      readonly type: "call";
      readonly callId: string;
      readonly title: string | null;
      readonly at: string;
    } | {
      readonly type: "activity";
      readonly kind: string;
      readonly externalId: string;
      readonly at: string;
      readonly direction: string | null;
    })[];
    readonly because: string | null;
  }[];
  readonly leftOut: number;
};

export type UndoneChanges = {
  readonly undone: number;
  readonly refused: number;
  readonly underWay: number;
  readonly changes: readonly {
    readonly changeId: string;
    readonly state: "proposed" | "waiting" | "approved" | "rejected" | "expired" | "suggested" | "refused" | "applying" | "applied" | "not_applied" | "conflict" | "failed" | "undoing" | "undone" | "undo_refused";
    readonly reason: string | null;
  }[];
};

export type UnlinkChatAccountAnswer = {
  readonly linkId: string;
};

export type UnmaskTextAnswer = {
  readonly text: string;
  readonly opened: number;
  readonly unreadable: number;
};

export type User = {
  readonly userId: string;
  readonly email: string;
  readonly name: string;
  readonly role: "administrator" | "revenue_operations" | "manager" | "representative" | "executive" | "read_only";
  readonly state: "invited" | "active" | "ended";
  readonly teams: readonly {
    readonly name: string;
    readonly leads: boolean;
  }[];
  readonly createdAt: string;
  readonly lastSignInAt: string | null;
  readonly openSessions: number | null;
  readonly version: string;
};

export type VerifyAuditAnswer = {
  readonly intact: boolean;
  readonly checked: number;
  readonly unchained: number;
  readonly end: string | null;
  readonly fault: {
    readonly kind: "altered" | "missing" | "added" | "anchor";
    readonly sequence: number | null;
    readonly auditId: string | null;
    readonly sentence: string;
  } | null;
};

export type Warning = {
  readonly warningId: string;
  readonly recordId: string;
  readonly deal: string | null;
  readonly kind: "no_activity" | "no_next_step" | "close_date_passed" | "close_date_pushed" | "stuck_in_stage" | "single_threaded" | "champion_left" | "ghosted";
  readonly title: string;
  readonly severity: "low" | "medium" | "high";
  readonly explanation: string;
  readonly evidence: readonly ({
    readonly type: "quote";
    readonly callId: string;
    readonly quote: string;
    readonly speaker: string;
    readonly turn: number;
    readonly startMs: number | null;
  } | {
    readonly type: "change";
    readonly property: string;
    readonly value: string | null;
    readonly at: string;
    readonly source: string;
  } | {
    readonly type: "call";
    readonly callId: string;
    readonly title: string | null;
    readonly at: string;
  } | {
    readonly type: "activity";
    readonly kind: string;
    readonly externalId: string;
    readonly at: string;
    readonly direction: string | null;
  })[];
  readonly raisedAt: string;
  readonly clearedAt: string | null;
  readonly clearedBecause: string | null;
};

export type WebhookAttempt = {
  readonly at: string;
  readonly durationMs: number;
  readonly outcome: "delivered" | "refused" | "timeout" | "unreachable" | "blocked";
  readonly status: number | null;
  readonly responseExcerpt: string | null;
};

export type WebhookDelivery = {
  readonly deliveryId: string;
  readonly endpointId: string;
  readonly messageId: string;
  readonly eventId: number | null;
  readonly type: string;
  readonly occurredAt: string;
  readonly state: "waiting" | "delivered" | "dead";
  readonly attempts: number;
  readonly nextAttemptAt: string | null;
  readonly problem: {
    readonly code: string;
    readonly message: string;
    readonly action: string;
  } | null;
  readonly settledAt: string | null;
};

export type WebhookEndpoint = {
  readonly endpointId: string;
  readonly url: string;
  readonly description: string | null;
  readonly types: readonly ("batch.submitted" | "call.imported" | "call.analyzed" | "inbox.received" | "inbox.given_up" | "call.removed" | "call.matched" | "change_set.proposed" | "change_set.decided" | "change_set.applied" | "change_set.undone" | "change_set.undo_refused" | "deal.changed" | "notification.requested" | "notification.settled" | "gap.found" | "drift.found" | "warning.raised" | "warning.cleared" | "record.merged" | "contradiction.found" | "contradiction.resolved" | "contradiction.changed" | "contradiction.reopened" | "commitment.settled" | "commitment.changed" | "webhook.disabled" | "*")[];
  readonly state: "active" | "disabled";
  readonly problem: {
    readonly code: string;
    readonly message: string;
    readonly action: string;
  } | null;
  readonly previousSecretUntil: string | null;
  readonly failingSince: string | null;
  readonly lastDeliveredAt: string | null;
  readonly createdAt: string;
};

export type WebhookReference = {
  readonly endpointId: string;
};

export type Workspace = {
  readonly workspaceId: string;
  readonly name: string;
  readonly currency: string;
  readonly timeZone: string;
  readonly settings: {
    readonly name?: string;
    readonly currency?: string;
    readonly timeZone?: string;
    readonly internalDomains: readonly string[];
    readonly internalNames: readonly string[];
    readonly competitors: readonly {
      readonly name: string;
      readonly aliases: readonly string[];
    }[];
    readonly products: readonly {
      readonly name: string;
      readonly aliases: readonly string[];
    }[];
    readonly lexicons: Readonly<Record<string, readonly string[]>>;
    readonly methods?: readonly {
      readonly id: string;
      readonly name: string;
      readonly about?: string;
      readonly elements: readonly {
        readonly key: string;
        readonly label: string;
        readonly element?: string;
        readonly phrases?: readonly string[];
        readonly side?: "internal" | "external" | null;
        readonly about?: string;
      }[];
    }[];
    readonly qualifyBy?: readonly string[];
    readonly dealLimits?: Readonly<Record<string, {
      readonly quietDays?: number;
      readonly stuckDays?: number;
    }>>;
    readonly warningLimits?: {
      readonly nextStepWithinDays?: number;
      readonly pushes?: {
        readonly atLeast: number;
        readonly withinDays: number;
      };
      readonly singleThread?: {
        readonly calls: number;
      };
      readonly ghosted?: {
        readonly days: number;
        readonly emails: number;
      };
    };
  };
};

export type WorkspaceDocument = {
  readonly documentId: string;
  readonly name: string;
  readonly title: string;
  readonly format: "markdown" | "text" | "html";
  readonly audience: "internal" | "external";
  readonly roles: readonly ("administrator" | "revenue_operations" | "manager" | "representative" | "executive" | "read_only")[];
  readonly importance: number;
  readonly version: number;
  readonly contentHash: string;
  readonly characters: number;
  readonly createdAt: string;
  readonly updatedAt: string;
};

export interface ListCallsInput {
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
  /** Only about this company: a name, a part of it, or an id. */
  readonly account?: string;
  /** Only about this deal. */
  readonly deal?: string;
  /** Only about a deal of this owner, by name or address. */
  readonly owner?: string;
  /** Only about a deal that is in this stage now. */
  readonly stage?: string;
  /** Only with somebody of this name, or a part of it, or with this address. */
  readonly person?: string;
  /** Only those in which somebody of this side speaks. */
  readonly side?: "internal" | "external" | "unknown";
  /** Only those in which this is talked about, as search has indexed it. */
  readonly topic?: "pricing" | "security_compliance" | "integration" | "implementation" | "payments" | "collections" | "reporting" | "support" | "contract" | "competition" | "timeline" | "budget" | "decision_process" | "product_demo" | "resident_experience" | "staffing" | "small_talk" | "next_steps" | "performance" | "growth" | "other";
  /** The first day of calls, as YYYY-MM-DD. */
  readonly since?: string;
  /** The last one. */
  readonly until?: string;
  /** How many a page holds at most. */
  readonly limit?: number;
  /** `nextCursor` of the page before, as it is; without it the list begins. */
  readonly cursor?: string;
}

export interface GetReportInput {
  /** The id of a call, or as much of it as only one has. */
  readonly callId: string;
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
  /** The id of an analysis; without it, the newest. */
  readonly analysis?: string;
}

export interface CompareInsightsInput {
  /** The id of a call, or as much of it as only one has. */
  readonly callId: string;
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
  /** The id of an analysis; without it, the newest. */
  readonly analysis?: string;
}

export interface ListAnalysesInput {
  /** The id of a call, or as much of it as only one has. */
  readonly callId: string;
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
  /** How many a page holds at most. */
  readonly limit?: number;
  /** `nextCursor` of the page before, as it is; without it the list begins. */
  readonly cursor?: string;
}

export interface CompareAnalysesInput {
  /** The id of a call, or as much of it as only one has. */
  readonly callId: string;
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
  /** The id of the older analysis. */
  readonly before: string;
  /** The id of the newer one; without it, the newest. */
  readonly after?: string;
}

export interface SearchCallInput {
  /** The id of a call, or as much of it as only one has. */
  readonly callId: string;
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
  /** A question, or words. */
  readonly query: string;
  /** How many a page holds at most. */
  readonly limit?: number;
}

export interface GetPassageInput {
  /** The id of a call, or as much of it as only one has. */
  readonly callId: string;
  /** A turn, such as `3`, or a sentence of it, such as `3.2`; both are counted from 0. */
  readonly place: string;
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
  /** An earlier version of the transcript; without it, the one in force. */
  readonly version?: number;
  /** How many turns before it and behind it are given. */
  readonly around?: number;
}

export interface SubmitBatchInput {
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
  readonly body: {
    readonly items: readonly {
      readonly sourceName: string;
      readonly contentBase64: string;
    }[];
    readonly options?: {
      readonly format?: "webvtt" | "srt" | "gong" | "plain-text" | "word-json" | "ctm" | "sophia" | null;
      readonly date?: string | null;
      readonly timeZone?: string;
      readonly timeZoneGiven?: boolean;
      readonly internalNames?: readonly string[];
      readonly internalDomains?: readonly string[];
      readonly othersExternal?: boolean;
      readonly engine?: "rules" | "model" | null;
    };
  };
}

export interface GetBatchInput {
  /** The id of a batch. */
  readonly batchId: string;
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
}

export interface ListBatchItemsInput {
  /** The id of a batch. */
  readonly batchId: string;
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
  /** `nextCursor` of the page before, as it is; without it the list begins. */
  readonly cursor?: string;
}

export interface ListDealsInput {
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
  /** A stage by its name, or the beginning of it. */
  readonly stage?: string;
  /** An owner by name or address. */
  readonly owner?: string;
  /** A part of the name. */
  readonly name?: string;
  /** A company by its name, a part of it, or its id. */
  readonly account?: string;
  /** The first day on which it is to close, as YYYY-MM-DD. */
  readonly closesFrom?: string;
  /** The last one. */
  readonly closesTo?: string;
  /** How many a page holds at most. */
  readonly limit?: number;
  /** `nextCursor` of the page before, as it is; without it the list begins. */
  readonly cursor?: string;
}

export interface GetDealInput {
  /** The name of a deal, a part of it that only one has, or its id. */
  readonly name: string;
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
}

export interface GetDealAsOfInput {
  /** The name of a deal, a part of it that only one has, or its id. */
  readonly name: string;
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
  /** A day that is over. */
  readonly day: string;
}

export interface GetMatchInput {
  /** The id of a call, or as much of it as only one has. */
  readonly callId: string;
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
}

export interface CorrectMatchInput {
  /** The id of a call, or as much of it as only one has. */
  readonly callId: string;
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
  readonly body: {
    readonly objectType: "company" | "contact" | "deal" | "lead";
    /** A name or an id. A deal, lead or company takes the place of the one before; a contact is one participant, and the others stay. Null says that the call is about none. */
    readonly record: string | null;
    /** True says that the call is not about this record, such as a contact who did not take part. */
    readonly takesOff?: boolean;
  };
}

export interface GetPipelineInput {
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
  /** A day at whose end it is looked at; now where it is left out. */
  readonly asOf?: string;
  /** Of a past day: `known` as the night was frozen, `true` by all that is known of that day by now. */
  readonly clock?: "known" | "true";
  /** An owner by name or address. */
  readonly owner?: string;
  /** A team of the CRM or of Sophia by name. */
  readonly team?: string;
  /** A pipeline by name. */
  readonly pipeline?: string;
}

export interface GetWaterfallInput {
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
  /** The opening is the pipeline at the end of this day. */
  readonly since: string;
  /** The closing is the pipeline at the end of this day; the last night. */
  readonly until?: string;
  /** Of a past day: `known` as the night was frozen, `true` by all that is known of that day by now. */
  readonly clock?: "known" | "true";
  /** Only deals that are to close in that period, such as `this quarter` or `2026-Q4`. */
  readonly closing?: string;
  /** An owner by name or address. */
  readonly owner?: string;
  /** A team of the CRM or of Sophia by name. */
  readonly team?: string;
  /** A pipeline by name. */
  readonly pipeline?: string;
}

export interface GetForecastInput {
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
  /** `this quarter`, `next month`, `2026-Q4`, `2026-11` or `2026-11-01..2026-11-30`. */
  readonly period?: string;
  /** A day at whose end it is made; the last night. */
  readonly asOf?: string;
  /** Of a past day: `known` as the night was frozen, `true` by all that is known of that day by now. */
  readonly clock?: "known" | "true";
  /** An owner by name or address. */
  readonly owner?: string;
  /** A team of the CRM or of Sophia by name. */
  readonly team?: string;
  /** A pipeline by name. */
  readonly pipeline?: string;
}

export interface ListQuotasInput {
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
}

export interface SetQuotaInput {
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
  readonly body: {
    /** An owner by name or address. */
    readonly owner?: string | null;
    /** A team by name; without both, the whole company. */
    readonly team?: string | null;
    /** Such as `2026-Q4` or `2026-11`. */
    readonly period: string;
    /** In whole units, such as `250000` or `250000.50`. */
    readonly amount: string;
    /** Null for that of the workspace. */
    readonly currency?: string | null;
  };
}

export interface RemoveQuotaInput {
  readonly quotaId: string;
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
}

export interface ListChangesInput {
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
  /** Sets with a change in that state. */
  readonly state?: "proposed" | "waiting" | "approved" | "rejected" | "expired" | "suggested" | "refused" | "applying" | "applied" | "not_applied" | "conflict" | "failed" | "undoing" | "undone" | "undo_refused";
  /** How many a page holds at most. */
  readonly limit?: number;
  /** `nextCursor` of the page before, as it is; without it the list begins. */
  readonly cursor?: string;
}

export interface GetChangeInput {
  /** The id of a change or of a set, or as much of it as only one has. */
  readonly reference: string;
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
}

export interface DecideChangeInput {
  /** The id of a change or of a set, or as much of it as only one has. */
  readonly reference: string;
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
  readonly body: {
    readonly decision: "approve" | "reject";
    /** What is to stand in place of the proposed value. */
    readonly value?: string | null;
    readonly reason?: string | null;
  };
}

export interface UndoChangeInput {
  /** The id of a change or of a set, or as much of it as only one has. */
  readonly reference: string;
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
}

export interface UndoChangesInput {
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
  readonly body: {
    /** A day, as YYYY-MM-DD. */
    readonly day: string;
  } | {
    readonly rule: string;
  };
}

export interface ProposeChangesInput {
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
  readonly body: {
    /** A name, a part of it, or an id. */
    readonly deal?: string | null;
    readonly since?: string | null;
    readonly dryRun?: boolean;
    readonly limit?: number;
  };
}

export interface ExplainFieldInput {
  readonly objectType: "company" | "contact" | "deal" | "lead";
  /** A name, a part of it, or an id. */
  readonly record: string;
  /** The name of the property in the CRM, such as `amount`. */
  readonly property: string;
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
}

export interface ListWritesInput {
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
  readonly status?: string;
  /** How many a page holds at most. */
  readonly limit?: number;
  /** `nextCursor` of the page before, as it is; without it the list begins. */
  readonly cursor?: string;
}

export interface GetPolicyInput {
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
}

export interface SetPolicyInput {
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
  /** The `version` of what was read and is to be replaced. */
  readonly ifMatch: string;
  readonly body: {
    /** The policy, as the file would hold it (YAML). */
    readonly text: string;
  };
}

export interface TryPolicyInput {
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
  readonly body: {
    /** The policy, as the file would hold it (YAML). */
    readonly text: string;
    readonly name?: string;
    readonly days?: number;
  };
}

export interface ProposeSetupInput {
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
}

export interface ListCommitmentsInput {
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
  readonly state?: "open" | "overdue" | "kept" | "broken" | "dropped";
  /** A day, as YYYY-MM-DD. */
  readonly dueBy?: string;
  /** How many a page holds at most. */
  readonly limit?: number;
  /** `nextCursor` of the page before, as it is; without it the list begins. */
  readonly cursor?: string;
}

export interface SettleCommitmentInput {
  readonly commitmentId: string;
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
  readonly body: {
    readonly state: "kept" | "dropped";
    readonly reason?: string | null;
  };
}

export interface ListContradictionsInput {
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
  readonly state?: "open" | "crm_right" | "call_right" | "email_right" | "cleared";
  /** How many a page holds at most. */
  readonly limit?: number;
  /** `nextCursor` of the page before, as it is; without it the list begins. */
  readonly cursor?: string;
}

export interface ResolveContradictionInput {
  readonly contradictionId: string;
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
  readonly body: {
    readonly state: "crm_right" | "call_right" | "email_right";
  };
}

export interface ListWarningsInput {
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
  /** The name of a deal, a part of it, or its id. */
  readonly deal?: string;
  readonly kind?: "no_activity" | "no_next_step" | "close_date_passed" | "close_date_pushed" | "stuck_in_stage" | "single_threaded" | "champion_left" | "ghosted";
  /** With `false`, also warnings that were cleared. */
  readonly standing?: boolean;
  /** How many a page holds at most. */
  readonly limit?: number;
  /** `nextCursor` of the page before, as it is; without it the list begins. */
  readonly cursor?: string;
}

export interface GetWarningInput {
  readonly warningId: string;
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
}

export interface TryWarningLimitsInput {
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
  readonly body: {
    readonly dealLimits?: Readonly<Record<string, {
      readonly quietDays?: number;
      readonly stuckDays?: number;
    }>>;
    readonly warningLimits?: {
      readonly nextStepWithinDays?: number;
      readonly pushes?: {
        readonly atLeast: number;
        readonly withinDays: number;
      };
      readonly singleThread?: {
        readonly calls: number;
      };
      readonly ghosted?: {
        readonly days: number;
        readonly emails: number;
      };
    };
    readonly days?: number;
  };
}

export interface GetWarningLimitsInput {
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
}

export interface PublishWarningLimitsInput {
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
  /** The `version` of what was read and is to be replaced. */
  readonly ifMatch: string;
  readonly body: {
    readonly dealLimits?: Readonly<Record<string, {
      readonly quietDays?: number;
      readonly stuckDays?: number;
    }>>;
    readonly warningLimits?: {
      readonly nextStepWithinDays?: number;
      readonly pushes?: {
        readonly atLeast: number;
        readonly withinDays: number;
      };
      readonly singleThread?: {
        readonly calls: number;
      };
      readonly ghosted?: {
        readonly days: number;
        readonly emails: number;
      };
    };
  };
}

export interface ListDuplicatesInput {
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
  readonly objectType?: "company" | "contact" | "deal" | "lead";
  readonly state?: "found" | "proposed" | "merged" | "rejected" | "cleared";
  /** How many a page holds at most. */
  readonly limit?: number;
  /** `nextCursor` of the page before, as it is; without it the list begins. */
  readonly cursor?: string;
}

export interface ProposeMergeInput {
  /** The id of a pair, or as much of it as only one has. */
  readonly duplicateId: string;
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
  readonly body: {
    /** The id of the record that stays. */
    readonly keep?: string | null;
  };
}

export interface DismissDuplicateInput {
  /** The id of a pair, or as much of it as only one has. */
  readonly duplicateId: string;
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
  readonly body: {
    readonly reason?: string | null;
  };
}

export interface GetLedgerInput {
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
  /** A day, as YYYY-MM-DD. */
  readonly since?: string;
}

export interface ListEventsInput {
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
  /** `dead` is what failed in every try. */
  readonly state?: "received" | "done" | "dead";
  readonly source?: string;
  /** How many a page holds at most. */
  readonly limit?: number;
  /** `nextCursor` of the page before, as it is; without it the list begins. */
  readonly cursor?: string;
}

export interface GetEventInput {
  readonly inboxId: string;
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
}

export interface RetryEventInput {
  readonly inboxId: string;
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
}

export interface ListTriggersInput {
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
}

export interface GetSyncInput {
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
}

export interface RequestSyncInput {
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
}

export interface CountBackfillInput {
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
  /** A time in UTC, such as `2026-09-01T00:00:00Z`. */
  readonly from: string;
  /** A time in UTC, such as `2026-09-01T00:00:00Z`. */
  readonly to: string;
}

export interface RequestBackfillInput {
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
  readonly body: {
    /** A time in UTC, such as `2026-09-01T00:00:00Z`. */
    readonly from: string;
    /** A time in UTC, such as `2026-09-01T00:00:00Z`. */
    readonly to: string;
  };
}

export interface CheckConnectionsInput {
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
}

export interface ListPeopleInput {
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
  /** How many a page holds at most. */
  readonly limit?: number;
  /** `nextCursor` of the page before, as it is; without it the list begins. */
  readonly cursor?: string;
}

export interface MoveIdentityInput {
  readonly identityId: string;
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
  readonly body: {
    readonly personId: string | null;
  };
}

export interface ListChannelsInput {
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
  /** How many a page holds at most. */
  readonly limit?: number;
  /** `nextCursor` of the page before, as it is; without it the list begins. */
  readonly cursor?: string;
}

export interface OpenChannelInput {
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
  readonly body: {
    /** A company or deal by its name, a part of it, or its id. */
    readonly account: string;
    /** Without one it is made from the name of the account. */
    readonly name?: string | null;
    readonly isPrivate?: boolean;
  };
}

export interface RenameChannelInput {
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
  readonly body: {
    /** A company or deal by its name, a part of it, or its id. */
    readonly account: string;
    readonly name: string;
  };
}

export interface CloseChannelInput {
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
  readonly body: {
    /** A company or deal by its name, a part of it, or its id. */
    readonly account: string;
    readonly archive?: boolean;
  };
}

export interface ListChannelPoliciesInput {
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
}

export interface ConfigureChannelPolicyInput {
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
  readonly body: {
    readonly channel: string | null;
    readonly policy: {
      readonly listens?: "mention" | "thread" | "never";
      readonly teams?: readonly string[] | null;
      readonly others?: "told" | "silent";
      readonly answers?: "usual" | "alone" | "open";
      readonly bots?: "never" | "mention";
    } | null;
  };
}

export interface ListNotificationsInput {
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
  readonly state?: "waiting" | "sent" | "bundled" | "muted" | "undeliverable";
  /** How many a page holds at most. */
  readonly limit?: number;
  /** `nextCursor` of the page before, as it is; without it the list begins. */
  readonly cursor?: string;
}

export interface RetryNotificationsInput {
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
  readonly body: {
    readonly notificationIds: readonly string[] | null;
  };
}

export interface GetNotificationSettingsInput {
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
}

export interface ConfigureNotificationsInput {
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
  readonly body: {
    readonly defaultChannel?: string | null;
    readonly muted?: readonly ("call_summary" | "approval_request" | "risk_warning" | "commitment_due" | "commitment_broken" | "contradiction" | "gap" | "drift" | "webhook_disabled" | "dead_letters" | "daily_digest" | "deal_brief" | "outside_message")[];
    readonly routes?: readonly {
      readonly kind: "call_summary" | "approval_request" | "risk_warning" | "commitment_due" | "commitment_broken" | "contradiction" | "gap" | "drift" | "webhook_disabled" | "dead_letters" | "daily_digest" | "deal_brief" | "outside_message" | null;
      readonly team: string | null;
      readonly minimumSeverity: "low" | "medium" | "high" | null;
      readonly destination: {
        readonly to: "account_channel" | "owner" | "default";
      } | {
        readonly to: "channel";
        readonly channel: string;
      };
    }[];
    readonly quietHours?: {
      readonly from: string;
      readonly to: string;
      readonly timeZone: string;
      readonly weekends: boolean;
      readonly exceptSeverity: "low" | "medium" | "high" | null;
    } | null;
    readonly digest?: {
      readonly at: string;
      readonly timeZone: string;
    } | null;
    readonly briefs?: {
      readonly minutesBefore?: number | null;
      readonly onStageChange?: boolean;
      readonly schedule?: {
        readonly at: string;
        readonly timeZone: string;
        readonly days: readonly ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
      } | null;
    };
  };
}

export interface GetWorkspaceInput {
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
}

export interface ListTrackersInput {
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
  /** How many a page holds at most. */
  readonly limit?: number;
  /** `nextCursor` of the page before, as it is; without it the list begins. */
  readonly cursor?: string;
}

export interface AddTrackerInput {
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
  readonly body: {
    readonly name: string;
    readonly kind: "keyword";
    readonly phrases: readonly string[];
    readonly side: "internal" | "external" | "unknown" | null;
    readonly filter?: {
      readonly since?: string | null;
      readonly until?: string | null;
      readonly account?: string | null;
      readonly deal?: string | null;
      readonly stage?: string | null;
      readonly owner?: string | null;
      readonly team?: string | null;
      readonly source?: "gong" | "file" | null;
      readonly minMinutes?: number | null;
    };
  } | {
    readonly name: string;
    readonly kind: "question";
    readonly question: string;
    readonly side: "internal" | "external" | "unknown" | null;
    readonly filter?: {
      readonly since?: string | null;
      readonly until?: string | null;
      readonly account?: string | null;
      readonly deal?: string | null;
      readonly stage?: string | null;
      readonly owner?: string | null;
      readonly team?: string | null;
      readonly source?: "gong" | "file" | null;
      readonly minMinutes?: number | null;
    };
  };
}

export interface PreviewTrackerInput {
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
  readonly body: {
    readonly definition: {
      readonly name: string;
      readonly kind: "keyword";
      readonly phrases: readonly string[];
      readonly side: "internal" | "external" | "unknown" | null;
      readonly filter?: {
        readonly since?: string | null;
        readonly until?: string | null;
        readonly account?: string | null;
        readonly deal?: string | null;
        readonly stage?: string | null;
        readonly owner?: string | null;
        readonly team?: string | null;
        readonly source?: "gong" | "file" | null;
        readonly minMinutes?: number | null;
      };
    } | {
      readonly name: string;
      readonly kind: "question";
      readonly question: string;
      readonly side: "internal" | "external" | "unknown" | null;
      readonly filter?: {
        readonly since?: string | null;
        readonly until?: string | null;
        readonly account?: string | null;
        readonly deal?: string | null;
        readonly stage?: string | null;
        readonly owner?: string | null;
        readonly team?: string | null;
        readonly source?: "gong" | "file" | null;
        readonly minMinutes?: number | null;
      };
    };
    readonly calls: number;
    readonly spend: boolean;
  };
}

export interface TryMethodsInput {
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
  readonly body: {
    readonly methods?: readonly {
      readonly id: string;
      readonly name: string;
      readonly about?: string;
      readonly elements: readonly {
        readonly key: string;
        readonly label: string;
        readonly element?: string;
        readonly phrases?: readonly string[];
        readonly side?: "internal" | "external" | null;
        readonly about?: string;
      }[];
    }[];
    readonly qualifyBy?: readonly string[];
    readonly calls?: number;
  };
}

export interface GetMethodsInput {
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
}

export interface PublishMethodsInput {
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
  /** The `version` of what was read and is to be replaced. */
  readonly ifMatch: string;
  readonly body: {
    readonly methods?: readonly {
      readonly id: string;
      readonly name: string;
      readonly about?: string;
      readonly elements: readonly {
        readonly key: string;
        readonly label: string;
        readonly element?: string;
        readonly phrases?: readonly string[];
        readonly side?: "internal" | "external" | null;
        readonly about?: string;
      }[];
    }[];
    readonly qualifyBy?: readonly string[];
  };
}

export interface GetHealthInput {
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
}

export interface SearchInput {
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
  /** What is looked for. */
  readonly q: string;
  /** Only of this company: a name, a part of it, or an id. */
  readonly account?: string;
  /** Only of this deal. */
  readonly deal?: string;
  /** Only of somebody who speaks, or of a contact. */
  readonly person?: string;
  readonly side?: "internal" | "external" | "unknown";
  readonly since?: string;
  readonly until?: string;
  readonly topic?: "pricing" | "security_compliance" | "integration" | "implementation" | "payments" | "collections" | "reporting" | "support" | "contract" | "competition" | "timeline" | "budget" | "decision_process" | "product_demo" | "resident_experience" | "staffing" | "small_talk" | "next_steps" | "performance" | "growth" | "other";
  readonly kind?: "call" | "commitment" | "decision" | "company" | "contact" | "deal" | "lead" | "note" | "document";
  /** Only in the call with this id. */
  readonly call?: string;
  /** How many a page holds at most. */
  readonly limit?: number;
  /** `nextCursor` of the page before; without it the list begins. */
  readonly cursor?: string;
}

export interface AskQuestionInput {
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
  readonly body: {
    readonly question: string;
    /** What was asked under the same name counts. */
    readonly conversation?: string | null;
  };
}

export interface ListQuestionsInput {
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
  readonly rated?: boolean;
  /** How many a page holds at most. */
  readonly limit?: number;
  /** `nextCursor` of the page before, as it is; without it the list begins. */
  readonly cursor?: string;
}

export interface GetAnswerInput {
  readonly answerId: string;
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
}

export interface ExportAnswerInput {
  readonly answerId: string;
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
}

export interface ShareAnswerInput {
  readonly answerId: string;
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
  readonly body: {
    readonly shared: boolean;
  };
}

export interface ListCompetitorsInput {
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
}

export interface GetBattlecardInput {
  /** The name of a competitor, or one that it has beside. */
  readonly competitor: string;
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
  /** Whom it is to be shown to. */
  readonly audience?: "internal" | "external";
}

export interface RateAnswerInput {
  readonly answerId: string;
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
  readonly body: {
    readonly rating: "up" | "down";
    readonly reason?: string | null;
  };
}

export interface ListDocumentsInput {
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
  /** How many a page holds at most. */
  readonly limit?: number;
  /** `nextCursor` of the page before, as it is; without it the list begins. */
  readonly cursor?: string;
}

export interface AddDocumentInput {
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
  readonly body: {
    /** What it is called, as a file is. */
    readonly name: string;
    /** At most 500,000 characters. */
    readonly text: string;
    /** Null to tell it by the end of the name. */
    readonly format?: "markdown" | "text" | "html" | null;
    /** Null for its first heading. */
    readonly title?: string | null;
    /** Whether a customer may be told what it says. */
    readonly audience?: "internal" | "external";
    /** Those who may see it; none for everybody. */
    readonly roles?: readonly ("administrator" | "revenue_operations" | "manager" | "representative" | "executive" | "read_only")[];
    readonly importance?: number;
  };
}

export interface GetDocumentInput {
  /** The name of a document, or its id. */
  readonly document: string;
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
}

export interface RemoveDocumentInput {
  /** The name of a document, or its id. */
  readonly document: string;
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
}

export interface ListWebhooksInput {
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
  /** How many a page holds at most. */
  readonly limit?: number;
  /** `nextCursor` of the page before, as it is; without it the list begins. */
  readonly cursor?: string;
}

export interface AddWebhookInput {
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
  readonly body: {
    readonly url: string;
    readonly types: readonly ("batch.submitted" | "call.imported" | "call.analyzed" | "inbox.received" | "inbox.given_up" | "call.removed" | "call.matched" | "change_set.proposed" | "change_set.decided" | "change_set.applied" | "change_set.undone" | "change_set.undo_refused" | "deal.changed" | "notification.requested" | "notification.settled" | "gap.found" | "drift.found" | "warning.raised" | "warning.cleared" | "record.merged" | "contradiction.found" | "contradiction.resolved" | "contradiction.changed" | "contradiction.reopened" | "commitment.settled" | "commitment.changed" | "webhook.disabled" | "*")[];
    readonly description?: string | null;
  };
}

export interface RemoveWebhookInput {
  /** The id of an endpoint, or as much of it as only one has. */
  readonly endpoint: string;
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
}

export interface EnableWebhookInput {
  /** The id of an endpoint, or as much of it as only one has. */
  readonly endpoint: string;
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
}

export interface RotateWebhookSecretInput {
  /** The id of an endpoint, or as much of it as only one has. */
  readonly endpoint: string;
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
  readonly body: {
    readonly overlapHours?: number;
  };
}

export interface TestWebhookInput {
  /** The id of an endpoint, or as much of it as only one has. */
  readonly endpoint: string;
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
}

export interface ReplayWebhooksInput {
  /** The id of an endpoint, or as much of it as only one has. */
  readonly endpoint: string;
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
  readonly body: {
    readonly from: string;
    /** Not in it; null for the present moment. */
    readonly to?: string | null;
  };
}

export interface ListWebhookDeliveriesInput {
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
  /** The id of an endpoint, or as much of it as only one has. */
  readonly endpoint?: string;
  readonly state?: "waiting" | "delivered" | "dead";
  /** How many a page holds at most. */
  readonly limit?: number;
  /** `nextCursor` of the page before, as it is; without it the list begins. */
  readonly cursor?: string;
}

export interface GetWebhookDeliveryInput {
  readonly delivery: string;
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
}

export interface ReplayWebhookDeliveryInput {
  readonly delivery: string;
  /** The workspace: `main`, or `example` for the example calls. */
  readonly workspace?: string;
}

export interface SignInInput {
  readonly body: {
    readonly email: string;
    readonly password: string;
  };
}

export interface GetSessionInput {
}

export interface SignOutInput {
}

export interface IssueTokenInput {
}

export interface ListTerritoriesInput {
  /** How many a page holds at most. */
  readonly limit?: number;
  /** `nextCursor` of the page before, as it is; without it the list begins. */
  readonly cursor?: string;
}

export interface SetTerritoryInput {
  /** The `version` of what was read and is to be replaced. */
  readonly ifMatch?: string;
  readonly body: {
    readonly name: string;
    readonly rules: readonly {
      readonly of: "deal" | "company";
      readonly property: string;
      readonly values: readonly string[];
    }[];
    readonly members: readonly string[];
  };
}

export interface GetTerritoryInput {
  /** The name or the id of a territory. */
  readonly name: string;
}

export interface UnmaskTextInput {
  readonly body: {
    readonly text: string;
    readonly reason: string;
  };
}

export interface ListKeysInput {
  /** How many a page holds at most. */
  readonly limit?: number;
  /** `nextCursor` of the page before, as it is; without it the list begins. */
  readonly cursor?: string;
}

export interface CreateKeyInput {
  readonly body: {
    readonly kind: "personal" | "service";
    readonly name: string;
    readonly user?: string | null;
    readonly role?: "administrator" | "revenue_operations" | "manager" | "representative" | "executive" | "read_only" | "agent" | null;
    readonly scopes?: readonly ("call_access" | "crm_access" | "slack_access" | "agent_management" | "admin_access")[] | null;
    readonly days?: number | null;
  };
}

export interface RotateKeyInput {
  readonly keyId: string;
  readonly body: {
    readonly overlapHours?: number;
  };
}

export interface RevokeKeyInput {
  readonly keyId: string;
}

export interface ListUsersInput {
  readonly role?: "administrator" | "revenue_operations" | "manager" | "representative" | "executive" | "read_only";
  readonly state?: "invited" | "active" | "ended";
  /** How many a page holds at most. */
  readonly limit?: number;
  /** `nextCursor` of the page before, as it is; without it the list begins. */
  readonly cursor?: string;
}

export interface InviteUserInput {
  readonly body: {
    readonly email: string;
    readonly name: string;
    readonly role: "administrator" | "revenue_operations" | "manager" | "representative" | "executive" | "read_only";
  };
}

export interface GetUserInput {
  /** The address or the id of an account. */
  readonly user: string;
}

export interface ChangeUserInput {
  /** The address or the id of an account. */
  readonly user: string;
  /** The `version` of what was read and is to be replaced. */
  readonly ifMatch?: string;
  readonly body: {
    readonly role?: "administrator" | "revenue_operations" | "manager" | "representative" | "executive" | "read_only" | null;
    readonly state?: "ended" | null;
  };
}

export interface RenewUserLinkInput {
  /** The address or the id of an account. */
  readonly user: string;
}

export interface ListChatAccountsInput {
  /** How many a page holds at most. */
  readonly limit?: number;
  /** `nextCursor` of the page before, as it is; without it the list begins. */
  readonly cursor?: string;
}

export interface LinkChatAccountInput {
  readonly body: {
    readonly source: "slack";
    readonly memberId: string;
    readonly user: string;
    readonly address: string;
    readonly because: string;
  };
}

export interface UnlinkChatAccountInput {
  readonly source: "slack";
  readonly memberId: string;
}

export interface ListRolesInput {
}

export interface ListTeamsInput {
  /** How many a page holds at most. */
  readonly limit?: number;
  /** `nextCursor` of the page before, as it is; without it the list begins. */
  readonly cursor?: string;
}

export interface SetTeamInput {
  /** The `version` of what was read and is to be replaced. */
  readonly ifMatch?: string;
  readonly body: {
    readonly name: string;
    readonly leads: readonly string[];
    readonly members: readonly string[];
  };
}

export interface GetTeamInput {
  /** The name or the id of a team. */
  readonly name: string;
}

export interface ListSessionsInput {
  /** The address or the id of an account. */
  readonly user?: string;
  /** How many a page holds at most. */
  readonly limit?: number;
  /** `nextCursor` of the page before, as it is; without it the list begins. */
  readonly cursor?: string;
}

export interface EndSessionInput {
  readonly sessionId: string;
}

export interface ListAuditRecordsInput {
  /** An id, an address or a name of whoever acted. */
  readonly actor?: string;
  /** An action, or its beginning, such as `key.`. */
  readonly action?: string;
  /** The id of what was acted on. */
  readonly resource?: string;
  /** The id of a request. */
  readonly request?: string;
  readonly result?: "done" | "refused" | "failed";
  /** A time, such as 2026-09-14T08:00:00Z. */
  readonly from?: string;
  /** A time, such as 2026-09-14T08:00:00Z. */
  readonly to?: string;
  /** How many a page holds at most. */
  readonly limit?: number;
  /** `nextCursor` of the page before, as it is; without it the list begins. */
  readonly cursor?: string;
}

export interface ExportAuditRecordsInput {
  /** The number of the last record that is there already. */
  readonly after?: number;
  /** How many a page holds at most. */
  readonly limit?: number;
  /** `nextCursor` of the page before, as it is; without it the list begins. */
  readonly cursor?: string;
}

export interface VerifyAuditInput {
  /** `end` of an earlier check. */
  readonly anchor?: string;
}

/** How the client reaches Sophia. */
export interface SophiaClientOptions {
  /** Such as `http://127.0.0.1:8000`. */
  readonly baseUrl: string;
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>;
  /** In place of the global one. */
  readonly fetch?: (address: string, init: RequestInit) => Promise<Response>;
}

export interface RequestOptions {
  /** Makes it safe to send a write again: within a day, it is done once. */
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
}

/** An answer that comes as it is made has no key: stopped and asked again, it is made anew. */
export type StreamOptions = Pick<RequestOptions, 'signal'>;

/** Sophia refused a request or could not carry it out; the problem says why and what to do. */
export class SophiaApiError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(`${problem.code}: ${problem.detail} ${problem.action}`);
    this.name = 'SophiaApiError';
    this.problem = problem;
  }
}

/** The pages of a list, one after the other, until it ends. */
export async function* everyPage<Input extends { readonly cursor?: string } | undefined, Page extends { readonly nextCursor: string | null }>(
  list: (input: Input) => Promise<Page>,
  input: NonNullable<Input>,
): AsyncGenerator<Page, void, void> {
  let next: NonNullable<Input> | null = input;
  while (next !== null) {
    const page: Page = await list(next);
    yield page;
    next = page.nextCursor === null ? null : { ...input, cursor: page.nextCursor };
  }
}

/** JSON, an object a line, as it comes. */
async function* linesOf({ body }: Response): AsyncGenerator<string, void, void> {
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
  let waiting = '';
  for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read()) {
    const lines = (waiting + part.value).split('\n');
    waiting = lines.pop() ?? '';
    yield* lines;
  }
  if (waiting !== '') throw new Error('Expected the whole list of Sophia, found that it ended within a line. Ask again.');
}

/** Server-sent events as they come; what only keeps the connection open is left out. */
async function* eventsOf({ body }: Response): AsyncGenerator<{ readonly name: string; readonly data: string }, void, void> {
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
  let waiting = '';
  for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read()) {
    const blocks = (waiting + part.value).split('\n\n');
    waiting = blocks.pop() ?? '';
    for (const block of blocks) {
      const fields = block.split('\n').map((line) => /^(event|data): ?(.*)$/s.exec(line));
      const data = fields.flatMap((field) => (field?.[1] === 'data' ? [field[2] ?? ''] : [])).join('\n');
      const name = fields.find((field) => field?.[1] === 'event')?.[2] ?? 'message';
      if (data !== '') yield { name, data };
    }
  }
}

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly body?: unknown;
  readonly ifMatch?: string | undefined;
}

export type SophiaClient = ReturnType<typeof createSophiaClient>;

/**
 * A function for each operation of the API. Each throws `SophiaApiError` where Sophia says no. Those that begin with
 * `stream` give what is said while an answer is made, or a list line by line; leaving their loop stops the work, and
 * one that is cut off throws.
 */
export function createSophiaClient({ baseUrl, headers = {}, fetch: fetchWith = fetch }: SophiaClientOptions) {
  async function request({ method, path, query, body, ifMatch }: Sent, options: RequestOptions, accept: string): Promise<Response> {
    const address = new URL(`${baseUrl.replace(/\/+$/, '')}/api/v1${path}`);
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) address.searchParams.set(name, String(value));
    }
    const answer = await fetchWith(address.href, {
      method,
      headers: {
        accept,
        ...headers,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(ifMatch === undefined ? {} : { 'if-match': `"${ifMatch}"` }),
        ...(options.idempotencyKey === undefined ? {} : { 'idempotency-key': options.idempotencyKey }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
    if (answer.ok) return answer;
    const isProblem = (answer.headers.get('content-type') ?? '').startsWith('application/problem+json');
    if (isProblem) throw new SophiaApiError(JSON.parse(await answer.text()) as Problem);
    throw new Error(`Expected an answer of Sophia, found the status ${answer.status} from ${address.origin}.`);
  }
  async function send<Answer>(sent: Sent, options: RequestOptions = {}): Promise<Answer> {
    const text = await (await request(sent, options, 'application/json')).text();
    return (text === '' ? null : JSON.parse(text)) as Answer;
  }
  async function* stream<Event>(sent: Sent, { signal }: StreamOptions = {}): AsyncGenerator<Event, void, void> {
    const leaving = new AbortController();
    let isWhole = false;
    const ended = signal === undefined ? leaving.signal : AbortSignal.any([leaving.signal, signal]);
    try {
      const answer = await request(sent, { signal: ended }, 'text/event-stream');
      for await (const { name, data } of eventsOf(answer)) {
        if (name === 'error') throw new SophiaApiError((JSON.parse(data) as { readonly problem: Problem }).problem);
        yield JSON.parse(data) as Event;
        isWhole = name === 'done';
      }
      if (!isWhole) throw new Error('Expected the whole answer of Sophia, found that the connection ended before it. Ask again.');
    } finally {
      leaving.abort();
    }
  }
  async function* lines<Line>(sent: Sent, { signal }: StreamOptions = {}): AsyncGenerator<Line, void, void> {
    const leaving = new AbortController();
    const ended = signal === undefined ? leaving.signal : AbortSignal.any([leaving.signal, signal]);
    try {
      const answer = await request(sent, { signal: ended }, 'application/x-ndjson');
      for await (const line of linesOf(answer)) yield JSON.parse(line) as Line;
    } finally {
      leaving.abort();
    }
  }
  return {
    /** Calls, the newest first by their day. */
    listCalls: (input: ListCallsInput = {}, options?: RequestOptions): Promise<ListCallsAnswer> =>
      send({ method: 'GET', path: `/calls`, query: { workspace: input.workspace, account: input.account, deal: input.deal, owner: input.owner, stage: input.stage, person: input.person, side: input.side, topic: input.topic, since: input.since, until: input.until, limit: input.limit, cursor: input.cursor } }, options),
    /** The report of a call: every claim with the quote that proves it. */
    getReport: (input: GetReportInput, options?: RequestOptions): Promise<AnalysisReport> =>
      send({ method: 'GET', path: `/calls/${encodeURIComponent(input.callId)}/report`, query: { workspace: input.workspace, analysis: input.analysis } }, options),
    /** What the source of a call says of it by itself, beside the report. */
    compareInsights: (input: CompareInsightsInput, options?: RequestOptions): Promise<CompareInsightsAnswer> =>
      send({ method: 'GET', path: `/calls/${encodeURIComponent(input.callId)}/report/comparison`, query: { workspace: input.workspace, analysis: input.analysis } }, options),
    /** Every analysis of a call, the newest first. */
    listAnalyses: (input: ListAnalysesInput, options?: RequestOptions): Promise<ListAnalysesAnswer> =>
      send({ method: 'GET', path: `/calls/${encodeURIComponent(input.callId)}/analyses`, query: { workspace: input.workspace, limit: input.limit, cursor: input.cursor } }, options),
    /** What two analyses of a call found differently. */
    compareAnalyses: (input: CompareAnalysesInput, options?: RequestOptions): Promise<AnalysisDifference> =>
      send({ method: 'GET', path: `/calls/${encodeURIComponent(input.callId)}/analyses/comparison`, query: { workspace: input.workspace, before: input.before, after: input.after } }, options),
    /** Where in a call a question is answered. */
    searchCall: (input: SearchCallInput, options?: RequestOptions): Promise<SearchCallAnswer> =>
      send({ method: 'GET', path: `/calls/${encodeURIComponent(input.callId)}/search`, query: { workspace: input.workspace, query: input.query, limit: input.limit } }, options),
    /** A sentence or a turn of a call, with the turns around it and the claims that quote it. */
    getPassage: (input: GetPassageInput, options?: RequestOptions): Promise<Passage> =>
      send({ method: 'GET', path: `/calls/${encodeURIComponent(input.callId)}/passages/${encodeURIComponent(input.place)}`, query: { workspace: input.workspace, version: input.version, around: input.around } }, options),
    /** Has transcripts read in and analyzed. */
    submitBatch: (input: SubmitBatchInput, options?: RequestOptions): Promise<SubmitBatchAnswer> =>
      send({ method: 'POST', path: `/batches`, query: { workspace: input.workspace }, body: input.body }, options),
    /** How far a batch of files is. */
    getBatch: (input: GetBatchInput, options?: RequestOptions): Promise<BatchProgress> =>
      send({ method: 'GET', path: `/batches/${encodeURIComponent(input.batchId)}`, query: { workspace: input.workspace } }, options),
    /** The files of a batch with what became of each, 500 a page. */
    listBatchItems: (input: ListBatchItemsInput, options?: RequestOptions): Promise<ListBatchItemsAnswer> =>
      send({ method: 'GET', path: `/batches/${encodeURIComponent(input.batchId)}/items`, query: { workspace: input.workspace, cursor: input.cursor } }, options),
    /** Deals of the CRM by name. */
    listDeals: (input: ListDealsInput = {}, options?: RequestOptions): Promise<ListDealsAnswer> =>
      send({ method: 'GET', path: `/deals`, query: { workspace: input.workspace, stage: input.stage, owner: input.owner, name: input.name, account: input.account, closesFrom: input.closesFrom, closesTo: input.closesTo, limit: input.limit, cursor: input.cursor } }, options),
    /** A deal with its people, calls, promises, contradictions, warnings and the changes that wait. */
    getDeal: (input: GetDealInput, options?: RequestOptions): Promise<Deal> =>
      send({ method: 'GET', path: `/deals/${encodeURIComponent(input.name)}`, query: { workspace: input.workspace } }, options),
    /** A deal at the end of a past day: what was true by all that is known by now, and what was known then. */
    getDealAsOf: (input: GetDealAsOfInput, options?: RequestOptions): Promise<GetDealAsOfAnswer> =>
      send({ method: 'GET', path: `/deals/${encodeURIComponent(input.name)}/as-of`, query: { workspace: input.workspace, day: input.day } }, options),
    /** What a call is about in the CRM, and why; null where nothing was looked for yet. */
    getMatch: (input: GetMatchInput, options?: RequestOptions): Promise<GetMatchAnswer> =>
      send({ method: 'GET', path: `/calls/${encodeURIComponent(input.callId)}/match`, query: { workspace: input.workspace } }, options),
    /** Says what a call is about; everything that follows from it is done again. */
    correctMatch: (input: CorrectMatchInput, options?: RequestOptions): Promise<CorrectMatchAnswer> =>
      send({ method: 'POST', path: `/calls/${encodeURIComponent(input.callId)}/match`, query: { workspace: input.workspace }, body: input.body }, options),
    /** Open deals by stage: number, amount and weighted amount, now or at the end of a day. */
    getPipeline: (input: GetPipelineInput = {}, options?: RequestOptions): Promise<GetPipelineAnswer> =>
      send({ method: 'GET', path: `/pipeline`, query: { workspace: input.workspace, asOf: input.asOf, clock: input.clock, owner: input.owner, team: input.team, pipeline: input.pipeline } }, options),
    /** What led from the pipeline of one night to that of another; the parts add up to the minor unit. */
    getWaterfall: (input: GetWaterfallInput, options?: RequestOptions): Promise<GetWaterfallAnswer> =>
      send({ method: 'GET', path: `/pipeline/waterfall`, query: { workspace: input.workspace, since: input.since, until: input.until, clock: input.clock, closing: input.closing, owner: input.owner, team: input.team, pipeline: input.pipeline } }, options),
    /** Low, expected and high for a period by the own history of the company, and how good such ranges were. */
    getForecast: (input: GetForecastInput = {}, options?: RequestOptions): Promise<GetForecastAnswer> =>
      send({ method: 'GET', path: `/pipeline/forecast`, query: { workspace: input.workspace, period: input.period, asOf: input.asOf, clock: input.clock, owner: input.owner, team: input.team, pipeline: input.pipeline } }, options),
    /** The quotas of the company, its teams and owners, as far as whoever asks may see them. */
    listQuotas: (input: ListQuotasInput = {}, options?: RequestOptions): Promise<ListQuotasAnswer> =>
      send({ method: 'GET', path: `/quotas`, query: { workspace: input.workspace } }, options),
    /** Sets what an owner, a team or the whole company is to win in a period. */
    setQuota: (input: SetQuotaInput, options?: RequestOptions): Promise<SetQuotaAnswer> =>
      send({ method: 'PUT', path: `/quotas`, query: { workspace: input.workspace }, body: input.body }, options),
    /** Takes a quota back. */
    removeQuota: (input: RemoveQuotaInput, options?: RequestOptions): Promise<RemoveQuotaAnswer> =>
      send({ method: 'DELETE', path: `/quotas/${encodeURIComponent(input.quotaId)}`, query: { workspace: input.workspace } }, options),
    /** Change sets with their changes, the newest first. */
    listChanges: (input: ListChangesInput = {}, options?: RequestOptions): Promise<ListChangesAnswer> =>
      send({ method: 'GET', path: `/changes`, query: { workspace: input.workspace, state: input.state, limit: input.limit, cursor: input.cursor } }, options),
    /** A change set with who has said what. */
    getChange: (input: GetChangeInput, options?: RequestOptions): Promise<GetChangeAnswer> =>
      send({ method: 'GET', path: `/changes/${encodeURIComponent(input.reference)}`, query: { workspace: input.workspace } }, options),
    /** Approves or rejects one change, or all of a set that wait. */
    decideChange: (input: DecideChangeInput, options?: RequestOptions): Promise<DecideChangeAnswer> =>
      send({ method: 'POST', path: `/changes/${encodeURIComponent(input.reference)}/decision`, query: { workspace: input.workspace }, body: input.body }, options),
    /** Takes back a change, or all of a set. */
    undoChange: (input: UndoChangeInput, options?: RequestOptions): Promise<UndoneChanges> =>
      send({ method: 'POST', path: `/changes/${encodeURIComponent(input.reference)}/undo`, query: { workspace: input.workspace }, body: {} }, options),
    /** Takes back everything that was written on a day, or by a rule. */
    undoChanges: (input: UndoChangesInput, options?: RequestOptions): Promise<UndoneChanges> =>
      send({ method: 'POST', path: `/undo`, query: { workspace: input.workspace }, body: input.body }, options),
    /** Plans again from calls of a deal or of some days; with `dryRun`, only says what would be proposed. */
    proposeChanges: (input: ProposeChangesInput, options?: RequestOptions): Promise<ProposeChangesAnswer> =>
      send({ method: 'POST', path: `/proposals`, query: { workspace: input.workspace }, body: input.body }, options),
    /** Where the value of a field of the CRM comes from. */
    explainField: (input: ExplainFieldInput, options?: RequestOptions): Promise<FieldExplanation> =>
      send({ method: 'GET', path: `/records/${encodeURIComponent(input.objectType)}/${encodeURIComponent(input.record)}/fields/${encodeURIComponent(input.property)}`, query: { workspace: input.workspace } }, options),
    /** Every attempt to write to the CRM, the newest first. */
    listWrites: (input: ListWritesInput = {}, options?: RequestOptions): Promise<ListWritesAnswer> =>
      send({ method: 'GET', path: `/writes`, query: { workspace: input.workspace, status: input.status, limit: input.limit, cursor: input.cursor } }, options),
    /** The policy that changes are held against, and the text that says so. */
    getPolicy: (input: GetPolicyInput = {}, options?: RequestOptions): Promise<Policy> =>
      send({ method: 'GET', path: `/policy`, query: { workspace: input.workspace } }, options),
    /** Puts another policy in force, where the one that it was made from still is. */
    setPolicy: (input: SetPolicyInput, options?: RequestOptions): Promise<Policy> =>
      send({ method: 'PUT', path: `/policy`, query: { workspace: input.workspace }, body: input.body, ifMatch: input.ifMatch }, options),
    /** What another policy would have said of the changes of some days; nothing is changed. */
    tryPolicy: (input: TryPolicyInput, options?: RequestOptions): Promise<TryPolicyAnswer> =>
      send({ method: 'POST', path: `/policy/trial`, query: { workspace: input.workspace }, body: input.body }, options),
    /** Proposes the properties that Sophia needs in the CRM, as a change set. */
    proposeSetup: (input: ProposeSetupInput = {}, options?: RequestOptions): Promise<ProposeSetupAnswer> =>
      send({ method: 'POST', path: `/setup`, query: { workspace: input.workspace }, body: {} }, options),
    /** What was promised, the next due first. */
    listCommitments: (input: ListCommitmentsInput = {}, options?: RequestOptions): Promise<ListCommitmentsAnswer> =>
      send({ method: 'GET', path: `/commitments`, query: { workspace: input.workspace, state: input.state, dueBy: input.dueBy, limit: input.limit, cursor: input.cursor } }, options),
    /** Says that a promise was kept, or that nobody waits for it any more. */
    settleCommitment: (input: SettleCommitmentInput, options?: RequestOptions): Promise<null> =>
      send({ method: 'POST', path: `/commitments/${encodeURIComponent(input.commitmentId)}/settlement`, query: { workspace: input.workspace }, body: input.body }, options),
    /** Where calls say another thing than the CRM, the newest first. */
    listContradictions: (input: ListContradictionsInput = {}, options?: RequestOptions): Promise<ListContradictionsAnswer> =>
      send({ method: 'GET', path: `/contradictions`, query: { workspace: input.workspace, state: input.state, limit: input.limit, cursor: input.cursor } }, options),
    /** Says who is right, the CRM, the call or the e-mail. */
    resolveContradiction: (input: ResolveContradictionInput, options?: RequestOptions): Promise<null> =>
      send({ method: 'POST', path: `/contradictions/${encodeURIComponent(input.contradictionId)}/resolution`, query: { workspace: input.workspace }, body: input.body }, options),
    /** What speaks against a deal closing as planned, the newest first. */
    listWarnings: (input: ListWarningsInput = {}, options?: RequestOptions): Promise<ListWarningsAnswer> =>
      send({ method: 'GET', path: `/warnings`, query: { workspace: input.workspace, deal: input.deal, kind: input.kind, standing: input.standing, limit: input.limit, cursor: input.cursor } }, options),
    /** One warning with what it stands on. */
    getWarning: (input: GetWarningInput, options?: RequestOptions): Promise<Warning> =>
      send({ method: 'GET', path: `/warnings/${encodeURIComponent(input.warningId)}`, query: { workspace: input.workspace } }, options),
    /** Which deals other limits would have warned of, today and on the days before; nothing is raised. */
    tryWarningLimits: (input: TryWarningLimitsInput, options?: RequestOptions): Promise<TryWarningLimitsAnswer> =>
      send({ method: 'POST', path: `/warnings/trial`, query: { workspace: input.workspace }, body: input.body }, options),
    /** The limits of warnings in force, and those before them. */
    getWarningLimits: (input: GetWarningLimitsInput = {}, options?: RequestOptions): Promise<PublishedLimits> =>
      send({ method: 'GET', path: `/warnings/limits`, query: { workspace: input.workspace } }, options),
    /** Puts other limits of warnings in force, where those that they were made from still are. */
    publishWarningLimits: (input: PublishWarningLimitsInput, options?: RequestOptions): Promise<PublishedLimits> =>
      send({ method: 'PUT', path: `/warnings/limits`, query: { workspace: input.workspace }, body: input.body, ifMatch: input.ifMatch }, options),
    /** Records of the CRM that seem to be one, the surest pair first. */
    listDuplicates: (input: ListDuplicatesInput = {}, options?: RequestOptions): Promise<ListDuplicatesAnswer> =>
      send({ method: 'GET', path: `/duplicates`, query: { workspace: input.workspace, objectType: input.objectType, state: input.state, limit: input.limit, cursor: input.cursor } }, options),
    /** Proposes to make one record of a pair, as a change set that a person decides on. */
    proposeMerge: (input: ProposeMergeInput, options?: RequestOptions): Promise<ProposeMergeAnswer> =>
      send({ method: 'POST', path: `/duplicates/${encodeURIComponent(input.duplicateId)}/proposal`, query: { workspace: input.workspace }, body: input.body }, options),
    /** Says that a pair is two records after all. */
    dismissDuplicate: (input: DismissDuplicateInput, options?: RequestOptions): Promise<DismissDuplicateAnswer> =>
      send({ method: 'POST', path: `/duplicates/${encodeURIComponent(input.duplicateId)}/dismissal`, query: { workspace: input.workspace }, body: input.body }, options),
    /** Whether every call has arrived everywhere: the sums of each day, what is missing and why. */
    getLedger: (input: GetLedgerInput = {}, options?: RequestOptions): Promise<GetLedgerAnswer> =>
      send({ method: 'GET', path: `/ledger`, query: { workspace: input.workspace, since: input.since } }, options),
    /** What vendors have told, the newest first. */
    listEvents: (input: ListEventsInput = {}, options?: RequestOptions): Promise<ListEventsAnswer> =>
      send({ method: 'GET', path: `/inbox`, query: { workspace: input.workspace, state: input.state, source: input.source, limit: input.limit, cursor: input.cursor } }, options),
    /** One event with what the vendor sent, and what came of it. */
    getEvent: (input: GetEventInput, options?: RequestOptions): Promise<GetEventAnswer> =>
      send({ method: 'GET', path: `/inbox/${encodeURIComponent(input.inboxId)}`, query: { workspace: input.workspace } }, options),
    /** Has an event looked at again that failed in every try. */
    retryEvent: (input: RetryEventInput, options?: RequestOptions): Promise<null> =>
      send({ method: 'POST', path: `/inbox/${encodeURIComponent(input.inboxId)}/retry`, query: { workspace: input.workspace }, body: {} }, options),
    /** The rules by which events of other systems start work, as they hold now. */
    listTriggers: (input: ListTriggersInput = {}, options?: RequestOptions): Promise<ListTriggersAnswer> =>
      send({ method: 'GET', path: `/triggers`, query: { workspace: input.workspace } }, options),
    /** How far each stream of the vendors has been read. */
    getSync: (input: GetSyncInput = {}, options?: RequestOptions): Promise<GetSyncAnswer> =>
      send({ method: 'GET', path: `/sync`, query: { workspace: input.workspace } }, options),
    /** Has the vendors asked now for what is new. */
    requestSync: (input: RequestSyncInput = {}, options?: RequestOptions): Promise<RequestSyncAnswer> =>
      send({ method: 'POST', path: `/sync`, query: { workspace: input.workspace }, body: {} }, options),
    /** What a back-fill would take in, and what its analysis would cost. */
    countBackfill: (input: CountBackfillInput, options?: RequestOptions): Promise<CountBackfillAnswer> =>
      send({ method: 'GET', path: `/backfill`, query: { workspace: input.workspace, from: input.from, to: input.to } }, options),
    /** Has the calls of a range taken in as history: analyzed, and neither written to the CRM nor told. */
    requestBackfill: (input: RequestBackfillInput, options?: RequestOptions): Promise<null> =>
      send({ method: 'POST', path: `/backfill`, query: { workspace: input.workspace }, body: input.body }, options),
    /** Has each vendor prove its connection, step by step. */
    checkConnections: (input: CheckConnectionsInput = {}, options?: RequestOptions): Promise<CheckConnectionsAnswer> =>
      send({ method: 'GET', path: `/connections`, query: { workspace: input.workspace } }, options),
    /** Our own people with what each system calls them. */
    listPeople: (input: ListPeopleInput = {}, options?: RequestOptions): Promise<ListPeopleAnswer> =>
      send({ method: 'GET', path: `/people`, query: { workspace: input.workspace, limit: input.limit, cursor: input.cursor } }, options),
    /** Says whose an identity is; null makes a person of its own. */
    moveIdentity: (input: MoveIdentityInput, options?: RequestOptions): Promise<MoveIdentityAnswer> =>
      send({ method: 'POST', path: `/identities/${encodeURIComponent(input.identityId)}/person`, query: { workspace: input.workspace }, body: input.body }, options),
    /** The channels of accounts in the chat. */
    listChannels: (input: ListChannelsInput = {}, options?: RequestOptions): Promise<ListChannelsAnswer> =>
      send({ method: 'GET', path: `/channels`, query: { workspace: input.workspace, limit: input.limit, cursor: input.cursor } }, options),
    /** Opens a channel for an account, or takes the one that there is. */
    openChannel: (input: OpenChannelInput, options?: RequestOptions): Promise<OpenChannelAnswer> =>
      send({ method: 'POST', path: `/channels`, query: { workspace: input.workspace }, body: input.body }, options),
    /** Gives the channel of an account another name. */
    renameChannel: (input: RenameChannelInput, options?: RequestOptions): Promise<RenameChannelAnswer> =>
      send({ method: 'POST', path: `/channels/rename`, query: { workspace: input.workspace }, body: input.body }, options),
    /** Uses the channel of an account no more; with `archive`, archives it in the chat. */
    closeChannel: (input: CloseChannelInput, options?: RequestOptions): Promise<CloseChannelAnswer> =>
      send({ method: 'POST', path: `/channels/close`, query: { workspace: input.workspace }, body: input.body }, options),
    /** How Sophia behaves in channels: first in all of which nothing else was said. */
    listChannelPolicies: (input: ListChannelPoliciesInput = {}, options?: RequestOptions): Promise<ListChannelPoliciesAnswer> =>
      send({ method: 'GET', path: `/channels/policies`, query: { workspace: input.workspace } }, options),
    /** Says how Sophia behaves in a channel, or in all with null; what is not named stays. */
    configureChannelPolicy: (input: ConfigureChannelPolicyInput, options?: RequestOptions): Promise<ConfigureChannelPolicyAnswer> =>
      send({ method: 'PATCH', path: `/channels/policies`, query: { workspace: input.workspace }, body: input.body }, options),
    /** What Sophia told in the chat, or could not, the newest first. */
    listNotifications: (input: ListNotificationsInput = {}, options?: RequestOptions): Promise<ListNotificationsAnswer> =>
      send({ method: 'GET', path: `/notifications`, query: { workspace: input.workspace, state: input.state, limit: input.limit, cursor: input.cursor } }, options),
    /** Sends again what could not be delivered: these, or all with null. */
    retryNotifications: (input: RetryNotificationsInput, options?: RequestOptions): Promise<RetryNotificationsAnswer> =>
      send({ method: 'POST', path: `/notifications/retry`, query: { workspace: input.workspace }, body: input.body }, options),
    /** Who is told of what, where and when. */
    getNotificationSettings: (input: GetNotificationSettingsInput = {}, options?: RequestOptions): Promise<NotificationSettings> =>
      send({ method: 'GET', path: `/notifications/settings`, query: { workspace: input.workspace } }, options),
    /** Changes the settings that are named, and leaves the others. */
    configureNotifications: (input: ConfigureNotificationsInput, options?: RequestOptions): Promise<NotificationSettings> =>
      send({ method: 'PATCH', path: `/notifications/settings`, query: { workspace: input.workspace }, body: input.body }, options),
    /** The workspace: name, currency, time zone, products and competitors. */
    getWorkspace: (input: GetWorkspaceInput = {}, options?: RequestOptions): Promise<Workspace> =>
      send({ method: 'GET', path: `/workspace`, query: { workspace: input.workspace } }, options),
    /** What is looked for in every call. */
    listTrackers: (input: ListTrackersInput = {}, options?: RequestOptions): Promise<ListTrackersAnswer> =>
      send({ method: 'GET', path: `/trackers`, query: { workspace: input.workspace, limit: input.limit, cursor: input.cursor } }, options),
    /** Adds a tracker; one of the same name is replaced. */
    addTracker: (input: AddTrackerInput, options?: RequestOptions): Promise<AddTrackerAnswer> =>
      send({ method: 'POST', path: `/trackers`, query: { workspace: input.workspace }, body: input.body }, options),
    /** Tries a tracker on calls that are there; a question costs nothing until `spend` says so. */
    previewTracker: (input: PreviewTrackerInput, options?: RequestOptions): Promise<TrackerPreview> =>
      send({ method: 'POST', path: `/trackers/preview`, query: { workspace: input.workspace }, body: input.body }, options),
    /** What other methods of qualification would find in the newest calls; nothing is stored. */
    tryMethods: (input: TryMethodsInput, options?: RequestOptions): Promise<TryMethodsAnswer> =>
      send({ method: 'POST', path: `/methods/trial`, query: { workspace: input.workspace }, body: input.body }, options),
    /** What the workspace says of methods of qualification, and what it said before. */
    getMethods: (input: GetMethodsInput = {}, options?: RequestOptions): Promise<PublishedMethods> =>
      send({ method: 'GET', path: `/methods`, query: { workspace: input.workspace } }, options),
    /** Puts other methods of qualification in force, where those that they were made from still are. */
    publishMethods: (input: PublishMethodsInput, options?: RequestOptions): Promise<PublishedMethods> =>
      send({ method: 'PUT', path: `/methods`, query: { workspace: input.workspace }, body: input.body, ifMatch: input.ifMatch }, options),
    /** Whether what Sophia depends on serves, and what to do where it does not. */
    getHealth: (input: GetHealthInput = {}, options?: RequestOptions): Promise<HealthReport> =>
      send({ method: 'GET', path: `/health`, query: { workspace: input.workspace } }, options),
    /** The places in calls, records, notes and documents that answer a question. */
    search: (input: SearchInput, options?: RequestOptions): Promise<SearchAnswer> =>
      send({ method: 'GET', path: `/search`, query: { workspace: input.workspace, q: input.q, account: input.account, deal: input.deal, person: input.person, side: input.side, since: input.since, until: input.until, topic: input.topic, kind: input.kind, call: input.call, limit: input.limit, cursor: input.cursor } }, options),
    /** Answers a question, with the query of each number and the turn of each quote. */
    askQuestion: (input: AskQuestionInput, options?: RequestOptions): Promise<Answer> =>
      send({ method: 'POST', path: `/questions`, query: { workspace: input.workspace }, body: input.body }, options),
    /** Answers a question, with the query of each number and the turn of each quote; as it is made. */
    streamAskQuestion: (input: AskQuestionInput, options?: StreamOptions): AsyncGenerator<AnswerEvent, void, void> =>
      stream({ method: 'POST', path: `/questions`, query: { workspace: input.workspace }, body: input.body }, options),
    /** What was asked, the newest first; with `rated`, what somebody has rated. */
    listQuestions: (input: ListQuestionsInput = {}, options?: RequestOptions): Promise<ListQuestionsAnswer> =>
      send({ method: 'GET', path: `/questions`, query: { workspace: input.workspace, rated: input.rated, limit: input.limit, cursor: input.cursor } }, options),
    /** An answer as it was given: of your own, or one that was shared. */
    getAnswer: (input: GetAnswerInput, options?: RequestOptions): Promise<GetAnswerAnswer> =>
      send({ method: 'GET', path: `/questions/${encodeURIComponent(input.answerId)}`, query: { workspace: input.workspace } }, options),
    /** An answer to take along, as data and as Markdown. */
    exportAnswer: (input: ExportAnswerInput, options?: RequestOptions): Promise<ExportAnswerAnswer> =>
      send({ method: 'GET', path: `/questions/${encodeURIComponent(input.answerId)}/export`, query: { workspace: input.workspace } }, options),
    /** Lets others of the workspace open an answer of your own, or takes that back. */
    shareAnswer: (input: ShareAnswerInput, options?: RequestOptions): Promise<ShareAnswerAnswer> =>
      send({ method: 'PUT', path: `/questions/${encodeURIComponent(input.answerId)}/sharing`, query: { workspace: input.workspace }, body: input.body }, options),
    /** The competitors that the workspace names or that calls mention, with how often. */
    listCompetitors: (input: ListCompetitorsInput = {}, options?: RequestOptions): Promise<ListCompetitorsAnswer> =>
      send({ method: 'GET', path: `/competitors`, query: { workspace: input.workspace } }, options),
    /** What is said of a competitor, objections with their answers, and how deals against it end. */
    getBattlecard: (input: GetBattlecardInput, options?: RequestOptions): Promise<GetBattlecardAnswer> =>
      send({ method: 'GET', path: `/competitors/${encodeURIComponent(input.competitor)}/battlecard`, query: { workspace: input.workspace, audience: input.audience } }, options),
    /** Says whether an answer helped. */
    rateAnswer: (input: RateAnswerInput, options?: RequestOptions): Promise<RateAnswerAnswer> =>
      send({ method: 'POST', path: `/questions/${encodeURIComponent(input.answerId)}/rating`, query: { workspace: input.workspace }, body: input.body }, options),
    /** The documents of the workspace that whoever asks may see, without their texts. */
    listDocuments: (input: ListDocumentsInput = {}, options?: RequestOptions): Promise<ListDocumentsAnswer> =>
      send({ method: 'GET', path: `/documents`, query: { workspace: input.workspace, limit: input.limit, cursor: input.cursor } }, options),
    /** Adds a document; one of the same name becomes its next version. */
    addDocument: (input: AddDocumentInput, options?: RequestOptions): Promise<AddDocumentAnswer> =>
      send({ method: 'POST', path: `/documents`, query: { workspace: input.workspace }, body: input.body }, options),
    /** A document with its text. */
    getDocument: (input: GetDocumentInput, options?: RequestOptions): Promise<GetDocumentAnswer> =>
      send({ method: 'GET', path: `/documents/${encodeURIComponent(input.document)}`, query: { workspace: input.workspace } }, options),
    /** Takes a document away, and out of search. */
    removeDocument: (input: RemoveDocumentInput, options?: RequestOptions): Promise<RemoveDocumentAnswer> =>
      send({ method: 'DELETE', path: `/documents/${encodeURIComponent(input.document)}`, query: { workspace: input.workspace } }, options),
    /** The programs that are told of events. */
    listWebhooks: (input: ListWebhooksInput = {}, options?: RequestOptions): Promise<ListWebhooksAnswer> =>
      send({ method: 'GET', path: `/webhooks`, query: { workspace: input.workspace, limit: input.limit, cursor: input.cursor } }, options),
    /** Has a program told of events; the secret is shown this once. */
    addWebhook: (input: AddWebhookInput, options?: RequestOptions): Promise<AddWebhookAnswer> =>
      send({ method: 'POST', path: `/webhooks`, query: { workspace: input.workspace }, body: input.body }, options),
    /** Tells a program of nothing more. */
    removeWebhook: (input: RemoveWebhookInput, options?: RequestOptions): Promise<WebhookReference> =>
      send({ method: 'DELETE', path: `/webhooks/${encodeURIComponent(input.endpoint)}`, query: { workspace: input.workspace } }, options),
    /** Has a program told again that was disabled. */
    enableWebhook: (input: EnableWebhookInput, options?: RequestOptions): Promise<WebhookReference> =>
      send({ method: 'POST', path: `/webhooks/${encodeURIComponent(input.endpoint)}/enable`, query: { workspace: input.workspace }, body: {} }, options),
    /** A new secret, shown this once; the one before it signs as well for a while. */
    rotateWebhookSecret: (input: RotateWebhookSecretInput, options?: RequestOptions): Promise<RotateWebhookSecretAnswer> =>
      send({ method: 'POST', path: `/webhooks/${encodeURIComponent(input.endpoint)}/secret`, query: { workspace: input.workspace }, body: input.body }, options),
    /** Sends an event of the type `webhook.test` at once, and says what was answered. */
    testWebhook: (input: TestWebhookInput, options?: RequestOptions): Promise<TestWebhookAnswer> =>
      send({ method: 'POST', path: `/webhooks/${encodeURIComponent(input.endpoint)}/test`, query: { workspace: input.workspace }, body: {} }, options),
    /** Sends every event of a time again. */
    replayWebhooks: (input: ReplayWebhooksInput, options?: RequestOptions): Promise<ReplayedWebhooks> =>
      send({ method: 'POST', path: `/webhooks/${encodeURIComponent(input.endpoint)}/replay`, query: { workspace: input.workspace }, body: input.body }, options),
    /** What was sent, the newest first. */
    listWebhookDeliveries: (input: ListWebhookDeliveriesInput = {}, options?: RequestOptions): Promise<ListWebhookDeliveriesAnswer> =>
      send({ method: 'GET', path: `/webhook-deliveries`, query: { workspace: input.workspace, endpoint: input.endpoint, state: input.state, limit: input.limit, cursor: input.cursor } }, options),
    /** One delivery with its body and each try. */
    getWebhookDelivery: (input: GetWebhookDeliveryInput, options?: RequestOptions): Promise<GetWebhookDeliveryAnswer> =>
      send({ method: 'GET', path: `/webhook-deliveries/${encodeURIComponent(input.delivery)}`, query: { workspace: input.workspace } }, options),
    /** Sends one event again. */
    replayWebhookDelivery: (input: ReplayWebhookDeliveryInput, options?: RequestOptions): Promise<ReplayedWebhooks> =>
      send({ method: 'POST', path: `/webhook-deliveries/${encodeURIComponent(input.delivery)}/replay`, query: { workspace: input.workspace }, body: {} }, options),
    /** Signs in: a session as a cookie, and an access token. */
    signIn: (input: SignInInput, options?: RequestOptions): Promise<SignInAnswer> =>
      send({ method: 'POST', path: `/session`, query: {  }, body: input.body }, options),
    /** Who asks, with role and permissions. */
    getSession: (_input: GetSessionInput = {}, options?: RequestOptions): Promise<GetSessionAnswer> =>
      send({ method: 'GET', path: `/session`, query: {  } }, options),
    /** Ends the session at once. */
    signOut: (_input: SignOutInput = {}, options?: RequestOptions): Promise<EndedSession> =>
      send({ method: 'DELETE', path: `/session`, query: {  } }, options),
    /** A new access token for the session. */
    issueToken: (_input: IssueTokenInput = {}, options?: RequestOptions): Promise<IssueTokenAnswer> =>
      send({ method: 'POST', path: `/session/token`, query: {  }, body: {} }, options),
    /** The parts of the market, with what lies in each and who sees it. */
    listTerritories: (input: ListTerritoriesInput = {}, options?: RequestOptions): Promise<ListTerritoriesAnswer> =>
      send({ method: 'GET', path: `/territories`, query: { limit: input.limit, cursor: input.cursor } }, options),
    /** Makes a territory, or says anew what lies in it and which managers see it; without any it is gone. */
    setTerritory: (input: SetTerritoryInput, options?: RequestOptions): Promise<SetTerritoryAnswer> =>
      send({ method: 'POST', path: `/territories`, query: {  }, body: input.body, ifMatch: input.ifMatch }, options),
    /** One part of the market; its etag is what a change of it may name. */
    getTerritory: (input: GetTerritoryInput, options?: RequestOptions): Promise<GetTerritoryAnswer> =>
      send({ method: 'GET', path: `/territories/${encodeURIComponent(input.name)}`, query: {  } }, options),
    /** A piece of the log with what its marks stand for; who saw it and why is recorded. */
    unmaskText: (input: UnmaskTextInput, options?: RequestOptions): Promise<UnmaskTextAnswer> =>
      send({ method: 'POST', path: `/unmasked-texts`, query: {  }, body: input.body }, options),
    /** The keys of programs, without the keys themselves, the newest first. */
    listKeys: (input: ListKeysInput = {}, options?: RequestOptions): Promise<ListKeysAnswer> =>
      send({ method: 'GET', path: `/keys`, query: { limit: input.limit, cursor: input.cursor } }, options),
    /** Makes a key, shown this once. */
    createKey: (input: CreateKeyInput, options?: RequestOptions): Promise<CreateKeyAnswer> =>
      send({ method: 'POST', path: `/keys`, query: {  }, body: input.body }, options),
    /** A new key in the place of one, shown this once; both are valid for a while. */
    rotateKey: (input: RotateKeyInput, options?: RequestOptions): Promise<RotateKeyAnswer> =>
      send({ method: 'POST', path: `/keys/${encodeURIComponent(input.keyId)}/rotate`, query: {  }, body: input.body }, options),
    /** Ends a key at once. */
    revokeKey: (input: RevokeKeyInput, options?: RequestOptions): Promise<RevokeKeyAnswer> =>
      send({ method: 'DELETE', path: `/keys/${encodeURIComponent(input.keyId)}`, query: {  } }, options),
    /** Who has an account: role, teams, the last sign-in and how many sessions hold; by address. */
    listUsers: (input: ListUsersInput = {}, options?: RequestOptions): Promise<ListUsersAnswer> =>
      send({ method: 'GET', path: `/users`, query: { role: input.role, state: input.state, limit: input.limit, cursor: input.cursor } }, options),
    /** Makes an account, and a link with which its owner sets a password, shown this once. */
    inviteUser: (input: InviteUserInput, options?: RequestOptions): Promise<InviteUserAnswer> =>
      send({ method: 'POST', path: `/users`, query: {  }, body: input.body }, options),
    /** One account; its etag is what a change of it may name. */
    getUser: (input: GetUserInput, options?: RequestOptions): Promise<User> =>
      send({ method: 'GET', path: `/users/${encodeURIComponent(input.user)}`, query: {  } }, options),
    /** Gives somebody another role, or closes the account; their sessions end at once. */
    changeUser: (input: ChangeUserInput, options?: RequestOptions): Promise<ChangeUserAnswer> =>
      send({ method: 'PATCH', path: `/users/${encodeURIComponent(input.user)}`, query: {  }, body: input.body, ifMatch: input.ifMatch }, options),
    /** A new link for somebody who lost theirs, shown this once; it opens a closed account again. */
    renewUserLink: (input: RenewUserLinkInput, options?: RequestOptions): Promise<RenewUserLinkAnswer> =>
      send({ method: 'POST', path: `/users/${encodeURIComponent(input.user)}/link`, query: {  }, body: {} }, options),
    /** Who in Slack acts as which account though the address there is another, and why. */
    listChatAccounts: (input: ListChatAccountsInput = {}, options?: RequestOptions): Promise<ListChatAccountsAnswer> =>
      send({ method: 'GET', path: `/chat-accounts`, query: { limit: input.limit, cursor: input.cursor } }, options),
    /** Says that a member of Slack is the person of an account, while Slack gives that address. */
    linkChatAccount: (input: LinkChatAccountInput, options?: RequestOptions): Promise<LinkChatAccountAnswer> =>
      send({ method: 'POST', path: `/chat-accounts`, query: {  }, body: input.body }, options),
    /** Takes a member of Slack apart from the account again. */
    unlinkChatAccount: (input: UnlinkChatAccountInput, options?: RequestOptions): Promise<UnlinkChatAccountAnswer> =>
      send({ method: 'DELETE', path: `/chat-accounts/${encodeURIComponent(input.source)}/${encodeURIComponent(input.memberId)}`, query: {  } }, options),
    /** What the law gives each role: its actions and permissions, what it sees, what is kept from it. */
    listRoles: (_input: ListRolesInput = {}, options?: RequestOptions): Promise<ListRolesAnswer> =>
      send({ method: 'GET', path: `/roles`, query: {  } }, options),
    /** The teams by name, with those who lead each and those who are in it. */
    listTeams: (input: ListTeamsInput = {}, options?: RequestOptions): Promise<ListTeamsAnswer> =>
      send({ method: 'GET', path: `/teams`, query: { limit: input.limit, cursor: input.cursor } }, options),
    /** Makes a team, or says anew who leads it and who is in it; without anybody it is gone. */
    setTeam: (input: SetTeamInput, options?: RequestOptions): Promise<SetTeamAnswer> =>
      send({ method: 'POST', path: `/teams`, query: {  }, body: input.body, ifMatch: input.ifMatch }, options),
    /** One team; its etag is what a change of it may name. */
    getTeam: (input: GetTeamInput, options?: RequestOptions): Promise<GetTeamAnswer> =>
      send({ method: 'GET', path: `/teams/${encodeURIComponent(input.name)}`, query: {  } }, options),
    /** The sessions that hold, everybody’s or somebody’s, the newest first. */
    listSessions: (input: ListSessionsInput = {}, options?: RequestOptions): Promise<ListSessionsAnswer> =>
      send({ method: 'GET', path: `/sessions`, query: { user: input.user, limit: input.limit, cursor: input.cursor } }, options),
    /** Ends a session at once: one’s own, or anybody’s for an administrator. */
    endSession: (input: EndSessionInput, options?: RequestOptions): Promise<EndedSession> =>
      send({ method: 'DELETE', path: `/sessions/${encodeURIComponent(input.sessionId)}`, query: {  } }, options),
    /** Who did what, the newest first. */
    listAuditRecords: (input: ListAuditRecordsInput = {}, options?: RequestOptions): Promise<ListAuditRecordsAnswer> =>
      send({ method: 'GET', path: `/audit/records`, query: { actor: input.actor, action: input.action, resource: input.resource, request: input.request, result: input.result, from: input.from, to: input.to, limit: input.limit, cursor: input.cursor } }, options),
    /** The records in their order, with the hashes by which anybody can check them. */
    exportAuditRecords: (input: ExportAuditRecordsInput = {}, options?: RequestOptions): Promise<ExportAuditRecordsAnswer> =>
      send({ method: 'GET', path: `/audit/export`, query: { after: input.after, limit: input.limit, cursor: input.cursor } }, options),
    /** The records in their order, with the hashes by which anybody can check them; one after the other, to the end. */
    streamExportAuditRecords: (input: ExportAuditRecordsInput = {}, options?: StreamOptions): AsyncGenerator<AuditRecord, void, void> =>
      lines({ method: 'GET', path: `/audit/export`, query: { after: input.after, limit: input.limit, cursor: input.cursor } }, options),
    /** Whether every record is as it was written and none is missing. */
    verifyAudit: (input: VerifyAuditInput = {}, options?: RequestOptions): Promise<VerifyAuditAnswer> =>
      send({ method: 'GET', path: `/audit/verification`, query: { anchor: input.anchor } }, options),
  };
}
