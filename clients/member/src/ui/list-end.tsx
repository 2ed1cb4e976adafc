import type { ReactNode } from "react";
import { useLanguage } from "../i18n/i18n.ts";
import type { List } from "../state/use-list.ts";
import { Box } from "./elements";
import { Button, Failure } from "./parts";

/** Under a paged list: what failed, or the way to more of it. */
export function ListEnd<Row>({ list }: { list: List<Row> }): ReactNode {
  const { t } = useLanguage();
  if (list.error !== undefined) {
    return <Failure error={list.error} onRetry={list.is_loaded ? list.loadMore : list.reload} />;
  }
  if (!list.has_more) return null;
  return (
    <Box className="list-end">
      <Button label={t(list.is_loading ? "loading" : "more")} onTap={list.loadMore} busy={list.is_loading} line wide />
    </Box>
  );
}
