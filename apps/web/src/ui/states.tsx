import { App, Button } from "antd";
import { type ReactNode, useEffect, useState } from "react";
import { type Failure, NetworkError, requestIdOf } from "../api/client.ts";
import { useText } from "../i18n/language.ts";
import { everyday, failure } from "../i18n/texts/everyday.ts";
import { Icon } from "./icon.tsx";

/** An empty hillside: the outline only, nothing painted yet. */
function Hillside() {
  return (
    <svg className="art" viewBox="0 0 96 64" fill="none" stroke="var(--line-strong)" aria-hidden="true">
      <path d="M2 60h92M6 60c10-4 16-18 24-30 5-8 9-8 13 0 4 7 7 10 11 4 5-8 9-8 14 2 5 11 12 20 22 24" />
      <path
        d="M18 60c8-4 12-14 18-22 2-3 4-3 6 0 5 9 8 17 14 22M58 60c2-6 4-14 7-14s8 9 14 14M28 60c4-3 6-8 10-12 5 4 7 9 12 12"
        strokeWidth=".75"
      />
    </svg>
  );
}

export function EmptyState({
  title,
  reason,
  action,
  compact = false,
}: {
  title: string;
  reason?: string | undefined;
  action?: ReactNode;
  /** For a smaller card on a page that shows other things. */
  compact?: boolean;
}) {
  return (
    <div className={compact ? "state-block compact" : "state-block"}>
      {compact ? null : <Hillside />}
      <h3 className="med">{title}</h3>
      {reason ? <p>{reason}</p> : null}
      {action ? <div className="acts">{action}</div> : null}
    </div>
  );
}

/** What to do next, in words, for any failed request. */
export function useAdvice(): (error: Failure) => string {
  const t = useText(failure);
  return (error) => {
    if (error instanceof NetworkError) return t("network");
    if (error.status === 401) return t("unauthorized");
    if (error.status === 403) return t("forbidden");
    if (error.status === 429) return error.detail || t("busy");
    if (error.status >= 500) return t("server");
    return error.detail || error.code;
  };
}

export function RequestId({ id }: { id: string | undefined }) {
  const t = useText(everyday);
  const { message } = App.useApp();
  if (!id) return null;
  const copy = () => void navigator.clipboard.writeText(id).then(() => message.success(t("copied")));
  return (
    <span className="request-id">
      {t("request_id")} <code>{id}</code>
      <Button
        size="small"
        type="text"
        aria-label={`${t("copy")} ${t("request_id")}`}
        icon={<Icon name="copy" />}
        onClick={copy}
      />
    </span>
  );
}

export function ErrorState({
  error,
  onRetry,
  title,
}: {
  error: Failure;
  onRetry?: (() => void) | undefined;
  title?: string | undefined;
}) {
  const t = useText(everyday);
  const f = useText(failure);
  const advice = useAdvice();
  return (
    <div className="state-block" role="alert">
      <Hillside />
      <h3 className="med">{title ?? f("what")}</h3>
      <p>{advice(error)}</p>
      <RequestId id={requestIdOf(error)} />
      {onRetry ? (
        <div className="acts">
          <Button onClick={onRetry}>
            <Icon name="refresh" />
            {t("retry")}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

/** True once 300 ms have gone by: a quick answer never flashes a skeleton. */
function useLate(): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 300);
    return () => clearTimeout(timer);
  }, []);
  return late;
}

export function Skeleton({ rows = 6, height = 40 }: { rows?: number; height?: number }) {
  const t = useText(everyday);
  const late = useLate();
  return (
    <div role="status" data-loading aria-label={t("loading")} style={{ padding: "0 16px", minHeight: rows * height }}>
      {late
        ? Array.from({ length: rows }, (_, i) => (
            <div
              key={i}
              style={{
                height,
                display: "flex",
                alignItems: "center",
                gap: 24,
                borderTop: i ? "1px solid var(--line-2)" : 0,
              }}
            >
              <span className="bone" style={{ width: "18%", height: 12 }} />
              <span className="bone" style={{ width: `${34 - ((i * 7) % 16)}%`, height: 12 }} />
              <span className="bone" style={{ width: "10%", height: 12, marginLeft: "auto" }} />
            </div>
          ))
        : null}
    </div>
  );
}
