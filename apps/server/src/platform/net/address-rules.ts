// Where a call out of the house may go. Whoever may set an address could otherwise make this server call what only it can
// reach: the database, a metadata service, the office network.
import { Resolver } from "node:dns/promises";
import { BlockList, isIP, isIPv4, isIPv6 } from "node:net";

export interface OutsideAddress {
  address: string;
  family: 4 | 6;
}

/** Why an address is refused: a code, for whoever keeps a log of it. */
export class AddressRefused extends Error {
  readonly reason: "address_refused" | "name_unknown";
  constructor(reason: "address_refused" | "name_unknown") {
    super(reason);
    this.reason = reason;
  }
}

export type Resolve = (hostname: string) => Promise<string[]>;

/** IANA's special-purpose registries: everything that is not one machine on the public internet. */
const SPECIAL_V4 = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.31.196.0/24",
  "192.52.193.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "192.175.48.0/24",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/4",
  "240.0.0.0/4",
];
/** Inside 2000::/3; all outside it is special. */
const SPECIAL_V6 = ["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "2620:4f:8000::/48"];

export interface AddressRules {
  /** The one address to connect to. A name is asked for once: it cannot mean another machine when the call is made. @throws AddressRefused */
  find(hostname: string): Promise<OutsideAddress>;
  /** Whether WEBHOOK_ALLOW names the address. */
  isAllowed(address: string): boolean;
  isPublic(address: string): boolean;
}

export function createAddressRules(allow: string, resolve: Resolve = askNameServer): AddressRules {
  const allowed = listOf(allow.split(",").filter((part) => part.trim() !== ""));
  const special = listOf([...SPECIAL_V4, ...SPECIAL_V6]);
  const publicV6 = listOf(["2000::/3"]);
  const has = (list: BlockList, address: string) => list.check(address, isIPv4(address) ? "ipv4" : "ipv6");
  const isPublic = (address: string) => !has(special, address) && (isIPv4(address) || has(publicV6, address));
  const isFine = (address: string) => has(allowed, address) || isPublic(address);
  return {
    isAllowed: (address) => isIP(address) !== 0 && has(allowed, plain(address)),
    isPublic: (address) => isIP(address) !== 0 && isPublic(plain(address)),
    async find(hostname) {
      const bare = hostname.replace(/^\[|\]$/g, "");
      const found = (isIP(bare) === 0 ? await resolve(bare) : [bare]).map(plain);
      // One bad answer among good ones is how a name is bent: all must be fine.
      if (!found.every(isFine)) throw new AddressRefused("address_refused");
      const address = found.find(isIPv4) ?? found[0];
      if (address === undefined) throw new AddressRefused("name_unknown");
      return { address, family: isIPv4(address) ? 4 : 6 };
    },
  };
}

/** An IPv4 address in the clothes of IPv6 (`::ffff:7f00:1`) is judged as what it is. */
function plain(address: string): string {
  if (!isIPv6(address)) return address;
  const { hostname } = new URL(`http://[${address.replace(/%.*$/, "")}]/`);
  const mapped = /^\[::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})\]$/.exec(hostname);
  if (!mapped) return hostname.slice(1, -1);
  const [high, low] = [Number.parseInt(mapped[1] ?? "", 16), Number.parseInt(mapped[2] ?? "", 16)];
  return [high >> 8, high & 255, low >> 8, low & 255].join(".");
}

function listOf(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [address = "", bits] = range.trim().split("/");
    const family = isIPv4(address) ? "ipv4" : "ipv6";
    if (isIP(address) === 0) throw new Error(`WEBHOOK_ALLOW: ${range} is neither an address nor a range of addresses`);
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return list;
}

/** Name servers only, with a limit: the system's look-up would hold one of four threads for as long as it likes. */
const askNameServer: Resolve = async (hostname) => {
  const resolver = new Resolver({ timeout: 2_500, tries: 2 });
  const none = (): string[] => [];
  const [v4, v6] = await Promise.all([
    resolver.resolve4(hostname).catch(none),
    resolver.resolve6(hostname).catch(none),
  ]);
  return [...v4, ...v6];
};
