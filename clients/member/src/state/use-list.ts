import { useCallback, useEffect, useRef, useState } from "react";

export interface Page<Row> {
  data: Row[];
  next_cursor: string | null;
}

export interface List<Row> {
  rows: readonly Row[];
  /** Known only after the first answer. */
  is_loaded: boolean;
  is_loading: boolean;
  error: unknown;
  has_more: boolean;
  reload: () => void;
  /** Reload when the page is seen again; not right after it was loaded for the first time. */
  refresh: () => void;
  loadMore: () => void;
}

interface State<Row> {
  rows: readonly Row[];
  cursor: string | null;
  is_loaded: boolean;
  is_loading: boolean;
  error: unknown;
}

/** A page's first showing follows its first load at once. */
const FRESH_MS = 1000;

const START = { rows: [], cursor: null, is_loaded: false, is_loading: false, error: undefined };

/**
 * A paged list. `subject` names what is listed: when it changes the rows go; on a reload of the same subject they stay
 * until the answer is there. An answer to an older question is dropped.
 */
export function useList<Row>(
  subject: string,
  fetchPage: (cursor: string | undefined) => Promise<Page<Row>>,
): List<Row> {
  const [state, setState] = useState<State<Row>>(START);
  const question = useRef(0);
  const started_ms = useRef(0);
  const fetcher = useRef(fetchPage);
  fetcher.current = fetchPage;

  const load = useCallback(async (cursor: string | undefined) => {
    const number = ++question.current;
    started_ms.current = Date.now();
    setState((before) => ({ ...before, is_loading: true, error: undefined }));
    try {
      const page = await fetcher.current(cursor);
      if (number !== question.current) return;
      setState((before) => ({
        rows: cursor === undefined ? page.data : [...before.rows, ...page.data],
        cursor: page.next_cursor,
        is_loaded: true,
        is_loading: false,
        error: undefined,
      }));
    } catch (error) {
      if (number === question.current) setState((before) => ({ ...before, is_loading: false, error }));
    }
  }, []);

  useEffect(() => {
    setState(START);
    void load(undefined);
  }, [subject, load]);

  const { rows, cursor, is_loaded, is_loading, error } = state;
  return {
    rows,
    is_loaded,
    is_loading,
    error,
    has_more: cursor !== null,
    reload: () => void load(undefined),
    refresh: () => {
      if (Date.now() - started_ms.current > FRESH_MS) void load(undefined);
    },
    loadMore: () => {
      if (cursor !== null && !is_loading) void load(cursor);
    },
  };
}
