import type { Permission } from "../../api/contract.ts";
import type { PlainKey } from "../../i18n/text.ts";
import type { shell } from "../../i18n/texts/shell.ts";
import type { IconName } from "../../ui/icon.tsx";

export interface Place {
  path: string;
  text: PlainKey<typeof shell>;
  icon: IconName;
  /** Second key after G. */
  key: string;
  permission?: Permission;
  /** Another kind of place than the one before it: a little air between them. */
  apart?: true;
}

export interface Section {
  text: PlainKey<typeof shell>;
  icon: IconName;
  places: Place[];
}

/** Only rooms that exist. A section of one place is shown as that place. */
export const sections: Section[] = [
  {
    text: "workbench",
    icon: "home",
    places: [{ path: "/", text: "workbench", icon: "home", key: "W", permission: "insights:read" }],
  },
  {
    text: "members",
    icon: "members",
    places: [
      { path: "/members", text: "member_list", icon: "members", key: "M", permission: "members:read" },
      { path: "/members/duplicates", text: "duplicates", icon: "layers", key: ",", permission: "members:merge" },
      { path: "/members/fields", text: "member_fields", icon: "ruler", key: "G", permission: "members:read" },
      { path: "/members/tags", text: "tags", icon: "list", key: "=", permission: "members:read" },
      { path: "/members/blocks", text: "blocks", icon: "shield", key: "-", permission: "members:read" },
      { path: "/members/bulk", text: "bulk", icon: "layers", key: ";", permission: "members:read" },
      { path: "/members/qr-codes", text: "qr_codes", icon: "scan", key: "0", permission: "members:read" },
    ],
  },
  {
    text: "till",
    icon: "till",
    places: [{ path: "/till", text: "till", icon: "till", key: "T", permission: "purchases:write" }],
  },
  {
    text: "visits",
    icon: "visits",
    places: [
      { path: "/gate", text: "gate", icon: "gate", key: "A", permission: "visits:write" },
      { path: "/visits", text: "visits_report", icon: "report", key: "V", permission: "insights:read" },
    ],
  },
  {
    text: "points",
    icon: "points",
    places: [
      { path: "/points/rules", text: "points_rules", icon: "points", key: "P", permission: "points:read" },
      { path: "/points/seasons", text: "points_seasons", icon: "layers", key: "N", permission: "points:read" },
      { path: "/points/program", text: "points_program", icon: "clock", key: "E", permission: "points:read" },
      { path: "/points/adjustments", text: "adjustments", icon: "adjust", key: "J", permission: "points:read" },
      { path: "/points/households", text: "households", icon: "house", key: "F", permission: "members:read" },
    ],
  },
  {
    text: "book",
    icon: "book",
    places: [{ path: "/ledger", text: "book", icon: "book", key: "L", permission: "ledger:read" }],
  },
  {
    text: "messages",
    icon: "service",
    places: [{ path: "/messages", text: "outbox", icon: "service", key: "O", permission: "messages:read" }],
  },
  {
    text: "trust",
    icon: "shield",
    places: [
      { path: "/trust/consents", text: "consents", icon: "consent", key: "C", permission: "privacy:read" },
      { path: "/trust/requests", text: "subject_requests", icon: "file", key: "Q", permission: "privacy:read" },
      { path: "/trust/reveals", text: "reveals", icon: "eye", key: "I", permission: "audit:read" },
      { path: "/trust/retention", text: "retention", icon: "hourglass", key: "1", permission: "privacy:read" },
      { path: "/trust/report", text: "privacy_report", icon: "shield", key: "Z", permission: "privacy:read" },
      { path: "/trust/audit", text: "audit_log", icon: "list", key: "D", permission: "audit:read" },
    ],
  },
  {
    text: "connections",
    icon: "link",
    places: [
      { path: "/platform/keys", text: "api_keys", icon: "key", key: "K", permission: "keys:read" },
      { path: "/platform/webhooks", text: "webhooks", icon: "send", key: "X", permission: "webhooks:read" },
      { path: "/platform/wechat", text: "wechat", icon: "members", key: "9", permission: "channels:read" },
      { path: "/platform/channels", text: "channels", icon: "service", key: "8", permission: "channels:read" },
      { path: "/platform/kiosks", text: "kiosks", icon: "till", key: ".", permission: "devices:read" },
      { path: "/platform/requests", text: "request_log", icon: "exchange", key: "4", permission: "requests:read" },
      { path: "/platform/sandboxes", text: "sandboxes", icon: "box", key: "B", permission: "sandboxes:write" },
    ],
  },
  {
    text: "platform",
    icon: "platform",
    places: [
      { path: "/organisation", text: "units", icon: "units", key: "U", permission: "org:read" },
      { path: "/staff", text: "staff", icon: "staff", key: "S", permission: "staff:read" },
      { path: "/platform/roles", text: "roles", icon: "grid", key: "R", permission: "roles:read" },
      { path: "/platform/holidays", text: "holidays", icon: "calendar", key: "H", permission: "org:read" },
      { path: "/platform/approvals", text: "approvals", icon: "stamp", key: "2", apart: true },
      {
        path: "/platform/approval-rules",
        text: "approval_rules",
        icon: "ruler",
        key: "3",
        permission: "approvals:read",
      },
      { path: "/platform/jobs", text: "jobs", icon: "jobs", key: "5", apart: true },
      { path: "/platform/imports", text: "imports", icon: "import", key: "6", permission: "imports:write" },
      { path: "/platform/exports", text: "exports", icon: "export", key: "7", permission: "exports:write" },
      { path: "/platform/operations", text: "operations", icon: "pulse", key: "Y", permission: "operations:read" },
    ],
  },
];

export function visibleSections(may: (permission: Permission) => boolean): Section[] {
  return sections
    .map((s) => ({ ...s, places: s.places.filter((p) => !p.permission || may(p.permission)) }))
    .filter((s) => s.places.length > 0);
}
