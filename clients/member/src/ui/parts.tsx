import Taro from "@tarojs/taro";
import { type ReactNode, useEffect, useState } from "react";
import { ApiError, NetworkError } from "@huiyou/api-client";
import type { IconName } from "../art/icons.ts";
import { type Key, type Translate, useLanguage } from "../i18n/i18n.ts";
import { was_ended } from "../state/personal.ts";
import { useStore } from "../state/store.ts";
import { Box, Tap } from "./elements";
import { Icon } from "./icon";

/** Until a page has slid in, the one below can still be touched. */
const SLIDES_MS = 500;
let opened = { url: "", at_ms: 0 };

/** Opens a page over this one: once, however often its row is tapped meanwhile. */
export function navigate(url: string): void {
  const at_ms = Date.now();
  if (url === opened.url && Math.abs(at_ms - opened.at_ms) < SLIDES_MS) return;
  opened = { url, at_ms };
  void Taro.navigateTo({ url });
}

/** Whoever has gone back may open the same page again at once. */
export function forgetOpened(): void {
  opened = { url: "", at_ms: 0 };
}

export const goTo = (page: string, query = "") => navigate(`/pages/${page}/index${query}`);
export const goToTab = (page: string) => void Taro.switchTab({ url: `/pages/${page}/index` });

/** What to tell about a failure, in the reader's words where the server did not. */
export function explain(error: unknown, t: Translate): string {
  if (error instanceof NetworkError) return t("failed_network");
  // Of one field what is wrong with it says more than that something is.
  const [only, ...others] = error instanceof ApiError ? error.errors : [];
  if (only?.detail && others.length === 0) return only.detail;
  if (error instanceof ApiError && error.detail !== "" && error.status < 500) return error.detail;
  return t("failed_server");
}

export function Button({
  label,
  onTap,
  line = false,
  busy = false,
  wide = false,
  big = false,
  ghost = false,
}: {
  label: string;
  onTap: () => void;
  line?: boolean;
  busy?: boolean;
  wide?: boolean;
  /** 64 high, for hands that hold a scanner. */
  big?: boolean;
  /** Only an outline, on a pigment. */
  ghost?: boolean;
}): ReactNode {
  const kinds = [line && "btn--line", wide && "btn--wide", big && "btn--big", ghost && "btn--ghost"];
  return (
    <Tap className={["btn", ...kinds.filter((kind) => kind !== false)].join(" ")} onTap={onTap} disabled={busy}>
      {label}
    </Tap>
  );
}

/** Heading of a section, with a way to the whole of it. */
export function SectionHead({
  title,
  more,
}: {
  title: string;
  more?: { label: string; onTap: () => void };
}): ReactNode {
  return (
    <Box className="sec__head">
      <Box as="h2" className="sec__title">
        {title}
      </Box>
      {more !== undefined && (
        <Tap className="sec__more" onTap={more.onTap} acts_as="link" label={`${title}, ${more.label}`}>
          <Box as="span">{more.label}</Box>
          <Icon name="right" ink="azurite" size={16} />
        </Tap>
      )}
    </Box>
  );
}

/** What failed, why, what next, and the request's number to pass on. */
export function Failure({ error, onRetry }: { error: unknown; onRetry: () => void }): ReactNode {
  const { t } = useLanguage();
  const request_id = error instanceof ApiError ? error.request_id : undefined;
  const copy = (id: string) => {
    void Taro.setClipboardData({ data: id }).then(() => Taro.showToast({ title: t("copied"), icon: "none" }));
  };
  return (
    <Box className="note card" role="alert">
      <Icon name={error instanceof NetworkError ? "nonet" : "warn"} ink="ochre" />
      <Box as="h2" className="note__title">
        {t("failed")}
      </Box>
      <Box as="p" className="note__why">
        {explain(error, t)}
      </Box>
      <Button label={t("retry")} onTap={onRetry} line />
      {request_id !== undefined && (
        <Tap className="note__id" onTap={() => copy(request_id)} label={t("copy_id")}>
          {t("request_id", { id: request_id })}
        </Tap>
      )}
    </Box>
  );
}

/** Nothing to show: the reason and one thing to do. */
export function Empty({
  title,
  why,
  action,
}: {
  title: string;
  why: string;
  action?: { label: string; onTap: () => void };
}): ReactNode {
  return (
    <Box className="note card">
      <Box as="h2" className="note__title">
        {title}
      </Box>
      <Box as="p" className="note__why">
        {why}
      </Box>
      {action !== undefined && <Button label={action.label} onTap={action.onTap} line />}
    </Box>
  );
}

/** A page that needs a member, seen by someone who is not signed in. */
export function SignInFirst({ title, why, icon }: { title: Key; why: Key; icon: IconName }): ReactNode {
  const { t } = useLanguage();
  const is_over = useStore(was_ended);
  return (
    <Box className="note card">
      <Icon name={icon} ink="azurite" />
      <Box as="h2" className="note__title">
        {t(is_over ? "session_over" : title)}
      </Box>
      <Box as="p" className="note__why">
        {t(is_over ? "session_over_why" : why)}
      </Box>
      <Button label={t("sign_in")} onTap={() => goTo("login")} />
    </Box>
  );
}

const SKELETON_AFTER_MS = 300;

/** Grey bars where rows will be, only when the answer is slow. */
export function Skeleton({ rows }: { rows: number }): ReactNode {
  const { t } = useLanguage();
  const [is_slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), SKELETON_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  if (!is_slow) return null;
  return (
    <Box className="card skeleton" role="status" label={t("loading")}>
      {Array.from({ length: rows }, (_, index) => (
        <Box key={index} className="skeleton__row">
          <Box className="skeleton__bar" />
          <Box className="skeleton__bar skeleton__bar--short" />
        </Box>
      ))}
    </Box>
  );
}
