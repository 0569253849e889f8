/** Exit codes: all well; something failed; bad usage or unreadable input; stopped by the user. */
export const EXIT = { ok: 0, failed: 1, usage: 2, cancelled: 130 } as const;
