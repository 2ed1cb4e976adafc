/** What people are asked for. Each has a text of its own and is answered by itself. */
export const PURPOSES = ["membership", "marketing", "profiling", "partners", "guardian", "face"] as const;
export type Purpose = (typeof PURPOSES)[number];

/** Without it there is no membership: it ends by leaving and not by itself. */
export const NEEDED_PURPOSE: Purpose = "membership";
