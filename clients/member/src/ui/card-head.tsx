import type { ReactNode } from "react";
import type { MemberProfile } from "@huiyou/api-client";
import { sealCharacters, sealImage } from "../art/seal.ts";
import { dayOf } from "../format/dates.ts";
import { useLanguage } from "../i18n/i18n.ts";
import { useStore } from "../state/store.ts";
import { tenant, useTenantName } from "../state/tenant.ts";
import { Box, Picture } from "./elements";
import { TierLine } from "./tier";

/** Top of the member card: the group, the name in its serif, since when, and the group's seal. */
export function CardHead({ profile }: { profile: MemberProfile | undefined }): ReactNode {
  const { t } = useLanguage();
  const group = useTenantName();
  const config = useStore(tenant);
  const characters = sealCharacters(config?.names["zh-CN"] ?? config?.tenant_name ?? "");
  return (
    <Box as="header" className="mcard__id">
      <Box className="mcard__who">
        <Box as="p" className="mcard__group">
          {group}
        </Box>
        <Box as="h2" className="mcard__name">
          {profile === undefined ? "" : profile.name === "" ? t("no_name") : profile.name}
        </Box>
        <Box as="p" className="mcard__since">
          {profile === undefined ? "" : t("member_since", { day: dayOf(profile.joined_at) })}
        </Box>
        {profile?.tier && <TierLine tier={profile.tier} />}
      </Box>
      <Picture className="mcard__seal" src={sealImage(characters)} />
    </Box>
  );
}

/** A row of holes and two notches in the colour of the ground: the card can be torn here. */
export function Perforation({ ground }: { ground: "azurite" | "paper" }): ReactNode {
  return (
    <Box className={`perf perf--${ground}`} hidden_from_readers>
      <Box className="perf__notch perf__notch--left" />
      <Box className="perf__holes" />
      <Box className="perf__notch perf__notch--right" />
    </Box>
  );
}
