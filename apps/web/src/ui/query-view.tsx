import type { UseQueryResult } from "@tanstack/react-query";
import { Button } from "antd";
import type { ReactNode } from "react";
import type { Failure } from "../api/client.ts";
import { secondsOf } from "../i18n/format.ts";
import { useText } from "../i18n/language.ts";
import { everyday } from "../i18n/texts/everyday.ts";
import { ErrorState, Skeleton } from "./states.tsx";

interface Props<T> {
  query: UseQueryResult<T, Failure>;
  children: (data: T) => ReactNode;
  skeleton?: ReactNode;
  errorTitle?: string;
}

/** One card's data: skeleton, error, or the data, with a note when it could not be refreshed. Cards fail alone. */
export function QueryView<T>({ query, children, skeleton, errorTitle }: Props<T>) {
  const t = useText(everyday);
  const retry = () => void query.refetch();
  if (query.data === undefined) {
    if (query.error) return <ErrorState error={query.error} onRetry={retry} title={errorTitle} />;
    return skeleton ?? <Skeleton />;
  }
  return (
    <>
      {query.error ? (
        <div className="stale" role="status">
          {t("stale", { time: secondsOf(new Date(query.dataUpdatedAt)) })}
          <Button size="small" type="link" onClick={retry}>
            {t("retry")}
          </Button>
        </div>
      ) : null}
      {/* What is shown still answers the question before this one: dimmed until the new answer is here. */}
      <div className="view" aria-busy={query.isPlaceholderData}>
        {children(query.data)}
      </div>
    </>
  );
}
