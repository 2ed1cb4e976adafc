export const TAG_KINDS = ["manual", "automatic"] as const;
export type TagKind = (typeof TAG_KINDS)[number];

/** Colours that are told apart by everybody and stand beside each other; the screens know their values. */
export const TAG_COLOURS = ["slate", "pine", "indigo", "plum", "amber", "brick"] as const;
export type TagColour = (typeof TAG_COLOURS)[number];
