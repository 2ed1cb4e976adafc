// The architecture as data: which room may use which. A room uses another only through its index.ts; what must flow
// upwards is an event. The order is also the order in which locks are taken. `./dev check rooms` enforces it.

export const moduleGraph = {
  // Ground floor.
  org: [],
  rules: [],
  ledger: ["org"],
  messaging: [],
  consents: [],
  // First.
  access: ["org", "messaging"],
  webhooks: ["org"],
  devices: ["org"],
  members: ["org", "rules", "ledger", "messaging", "consents"],
  // Second.
  tiers: ["org", "members"],
  wallet: ["ledger"],
  points: ["org", "rules", "ledger", "members", "tiers"],
  // Third.
  purchases: ["org", "ledger", "members", "points", "wallet"],
  visits: ["org", "members"],
  // Fourth.
  privacy: ["org", "messaging", "consents", "access", "members"],
  wechat: ["org", "members"],
  kiosk: ["org", "consents", "devices", "members"],
  sandboxes: ["org", "access"],
  insights: ["org", "ledger", "members", "points", "purchases", "visits"],
} as const satisfies Record<string, readonly string[]>;

export type Room = keyof typeof moduleGraph;

/** Rooms without clock, chance or database: the `domain` of a room that may use them may call them, too. */
export const pureRooms: readonly Room[] = ["rules"];

/**
 * Rooms above, whose published views a room's SQL reads to show one person's history. No code of theirs is called, and
 * nothing is decided from what is read.
 */
const viewsFromAbove: Partial<Record<Room, readonly Room[]>> = {
  members: ["purchases", "tiers", "visits", "wechat"],
};

/** Whose views a room's SQL may name. */
export const viewGraph: Readonly<Record<string, readonly Room[]>> = Object.fromEntries(
  (Object.keys(moduleGraph) as Room[]).map((room) => [room, [...moduleGraph[room], ...(viewsFromAbove[room] ?? [])]]),
);
