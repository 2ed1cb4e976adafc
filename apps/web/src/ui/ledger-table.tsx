import { Fragment, type KeyboardEvent, type ReactNode } from "react";

export interface Column<Row> {
  key: string;
  head: ReactNode;
  width?: number;
  numeric?: boolean;
  /** Smaller screens scroll; the table never gets narrower than the sum of these. */
  cell: (row: Row) => ReactNode;
  title?: (row: Row) => string;
  tone?: string;
}

interface Props<Row> {
  label: string;
  columns: Column<Row>[];
  rows: Row[];
  rowKey: (row: Row) => string;
  compact?: boolean;
  /** Opens a row: by click, or Enter while it has the focus. */
  onOpen?: (row: Row) => void;
  current?: string | undefined;
  selected?: ReadonlySet<string>;
  /** What lies open under a row. */
  detail?: (row: Row) => ReactNode;
  total?: ReactNode[] | undefined;
}

const FLEXIBLE = 144;

export function LedgerTable<Row>(props: Props<Row>) {
  const { label, columns, rows, rowKey, compact, total } = props;
  const minWidth = columns.reduce((sum, c) => sum + (c.width ?? FLEXIBLE), 0);
  return (
    <div className="scroll-x">
      <table className={`ledger ${compact ? "c" : ""}`} aria-label={label} style={{ minWidth }}>
        <colgroup>
          {columns.map((c) => (
            <col key={c.key} style={c.width ? { width: c.width } : {}} />
          ))}
        </colgroup>
        <thead>
          <tr>
            {columns.map((c) => (
              <th key={c.key} scope="col" className={c.numeric ? "num" : ""}>
                {c.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={rowKey(row)} row={row} {...props} />
          ))}
          {total ? (
            <tr className="sum">
              {columns.map((c, i) => (
                <td key={c.key} className={c.numeric ? "num" : ""}>
                  {total[i]}
                </td>
              ))}
            </tr>
          ) : null}
        </tbody>
      </table>
    </div>
  );
}

function Row<T>({ row, columns, rowKey, onOpen, current, selected, detail }: Props<T> & { row: T }) {
  const key = rowKey(row);
  const below = detail?.(row);
  const classes = [onOpen && "link", selected?.has(key) && "sel", current === key && "cur", below && "open"]
    .filter(Boolean)
    .join(" ");
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && event.target === event.currentTarget) onOpen?.(row);
  };
  return (
    <Fragment>
      <tr
        className={classes}
        data-key={key}
        tabIndex={onOpen ? 0 : undefined}
        onClick={onOpen && (() => onOpen(row))}
        onKeyDown={onKeyDown}
        aria-current={current === key || undefined}
      >
        {columns.map((c) => (
          <td key={c.key} className={`${c.numeric ? "num" : ""} ${c.tone ?? ""}`} title={c.title?.(row)}>
            {c.cell(row)}
          </td>
        ))}
      </tr>
      {below ? (
        <tr className="detail">
          <td colSpan={columns.length}>{below}</td>
        </tr>
      ) : null}
    </Fragment>
  );
}
