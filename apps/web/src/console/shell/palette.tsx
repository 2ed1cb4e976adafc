import { useDeferredValue, useState } from "react";
import { useNavigate } from "react-router";
import { useApi } from "../../api/query.ts";
import { useMay, useSession } from "../../api/session.ts";
import { cardNumber } from "../../i18n/format.ts";
import { setLanguage, useLanguage, useText } from "../../i18n/language.ts";
import { LANGUAGES } from "../../i18n/text.ts";
import { languageNames, shell } from "../../i18n/texts/shell.ts";
import { type Command, type CommandGroup, CommandPalette } from "../../ui/command-palette.tsx";
import { useSignOut } from "./me-menu.tsx";
import { visibleSections } from "./places.ts";
import { useSwitchTenant } from "./scope.tsx";

type Worded = Command & { words: string };

function usePages(): Worded[] {
  const t = useText(shell);
  const may = useMay();
  const navigate = useNavigate();
  return visibleSections(may).flatMap((section) =>
    section.places.map((place) => ({
      id: place.path,
      icon: place.icon,
      label: t(place.text),
      words: t(place.text),
      hint: (
        <>
          <kbd>G</kbd>
          <kbd>{place.key}</kbd>
        </>
      ),
      run: () => void navigate(place.path),
    })),
  );
}

function useCommands(): Worded[] {
  const t = useText(shell);
  const navigate = useNavigate();
  const language = useLanguage();
  const { tenant, tenants } = useSession();
  const may = useMay();
  const switchTo = useSwitchTenant();
  const signOut = useSignOut();
  const others = tenants.filter((ref) => ref.tenant_id !== tenant.tenant_id);
  const make = (id: string, icon: Command["icon"], label: string, run: () => void) => ({
    id,
    icon,
    label,
    run,
    words: label,
  });
  return [
    ...(may("members:write")
      ? [make("register", "plus", t("register_member"), () => void navigate("/members?register=1"))]
      : []),
    ...others.map((ref) => make(ref.tenant_id, "units", t("switch_to", { name: ref.name }), () => switchTo(ref))),
    ...LANGUAGES.filter((l) => l !== language).map((l) =>
      make(l, "platform", t("use_language", { name: languageNames[l] }), () => setLanguage(l)),
    ),
    make("out", "right", t("sign_out"), signOut),
  ];
}

/** ⌘K: members by name, phone tail or card; pages; commands. */
export function Palette({ onClose }: { onClose: () => void }) {
  const t = useText(shell);
  const may = useMay();
  const navigate = useNavigate();
  const [query, setQuery] = useState("");
  const q = useDeferredValue(query.trim());
  const searching = q.length > 0 && may("members:read");
  const found = useApi("GET /v1/members", { query: { q, limit: 6 } }, { enabled: searching });
  const needle = query.trim().toLowerCase();
  const members: Command[] = (searching ? (found.data?.data ?? []) : []).map((m) => ({
    id: m.member_id,
    icon: "members",
    label: m.name,
    hint: `${m.phone_masked ?? ""} ${cardNumber(m.card_no)}`,
    run: () => void navigate(`/members/${m.member_id}`),
  }));
  const pages = usePages().filter((p) => p.words.toLowerCase().includes(needle));
  const commands = useCommands().filter((c) => c.words.toLowerCase().includes(needle));
  const groups: CommandGroup[] = [
    { label: t("members"), commands: members },
    { label: t("pages"), commands: pages },
    { label: t("commands"), commands },
  ].filter((g) => g.commands.length > 0);
  const note =
    found.isFetching && searching ? t("searching") : groups.length === 0 ? t("palette_none", { q: query }) : undefined;
  return (
    <CommandPalette
      label={t("palette")}
      placeholder={t("palette_hint")}
      query={query}
      onQuery={setQuery}
      groups={groups}
      note={note}
      onClose={onClose}
      footer={
        <>
          <span>
            <kbd>↑</kbd> <kbd>↓</kbd> {t("choose")}
          </span>
          <span>
            <kbd>↵</kbd> {t("open")}
          </span>
          <span>
            <kbd>Esc</kbd>
          </span>
        </>
      }
    />
  );
}
