// What PostgreSQL says about a statement without running it: the types of its parameters and of its columns.
import type pg from "pg";

export interface DescribedColumn {
  readonly name: string;
  readonly type_oid: number;
  /** The table or view column it comes from unchanged; zero for an expression. */
  readonly table_oid: number;
  readonly column_no: number;
}

export interface Description {
  readonly parameter_oids: readonly number[];
  readonly columns: readonly DescribedColumn[];
}

interface RowDescription {
  readonly fields: readonly { name: string; dataTypeID: number; tableID: number; columnID: number }[];
}

/** The part of pg's connection that the extended protocol needs; pg does not type it. */
interface Wire {
  parse(message: { text: string; name: string; types: number[] }): void;
  describe(message: { type: "S"; name: string }): void;
  sync(): void;
  removeAllListeners(event: "parameterDescription"): void;
  once(event: "parameterDescription", listener: (message: { dataTypeIDs: number[] }) => void): void;
}

/** Parse and Describe of the unnamed statement; nothing is executed. */
export async function describe(client: pg.Client, text: string): Promise<Description> {
  return await new Promise((resolve, reject) => {
    let parameter_oids: number[] = [];
    let columns: DescribedColumn[] = [];
    client.query({
      submit(connection: Wire) {
        connection.removeAllListeners("parameterDescription");
        connection.once("parameterDescription", (message) => {
          parameter_oids = message.dataTypeIDs;
        });
        connection.parse({ text, name: "", types: [] });
        connection.describe({ type: "S", name: "" });
        connection.sync();
      },
      handleRowDescription({ fields }: RowDescription) {
        columns = fields.map((field) => ({
          name: field.name,
          type_oid: field.dataTypeID,
          table_oid: field.tableID,
          column_no: field.columnID,
        }));
      },
      handleError: reject,
      handleReadyForQuery: () => resolve({ parameter_oids, columns }),
    } as unknown as pg.Submittable);
  });
}
