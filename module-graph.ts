// The architecture as data: which room may use which. A room uses another only through its index.ts; what must flow
// upwards is an event. The order is also the order in which locks are taken. `./dev check rooms` enforces it.

export const moduleGraph = {
  // Ground floor: know nobody.
  org: [],
  ledger: [],
  messaging: [],
  // First.
  access: ["org"],
  members: ["org", "messaging"],
  // Second.
  points: ["org", "ledger", "members"],
  // Third.
  purchases: ["org", "ledger", "members", "points"],
  visits: ["org", "members"],
  // Fourth.
  insights: ["org", "ledger", "members", "points", "purchases", "visits"],
} as const satisfies Record<string, readonly string[]>;

export type Room = keyof typeof moduleGraph;
