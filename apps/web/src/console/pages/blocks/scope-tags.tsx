import type { MemberBlock } from "../../../api/contract.ts";
import { useText } from "../../../i18n/language.ts";
import { blockScopes } from "../../../i18n/texts/blocks.ts";
import { Tag } from "../../../ui/marks.tsx";

/** What somebody is kept from, as marks. */
export function ScopeTags({ scopes }: { scopes: MemberBlock["scopes"] }) {
  const s = useText(blockScopes);
  return scopes.map((scope) => (
    <Tag key={scope} wash="ci">
      {s(scope)}
    </Tag>
  ));
}
