// What only the planner knows: whether a statement writes, and which output columns an outer join can leave empty.
import type pg from "pg";

export interface PlanFacts {
  readonly writes: boolean;
  /** One for each output column: true when null can appear although the base column forbids it. */
  readonly emptied: readonly boolean[];
  /** The planner's spelling of each output column. */
  readonly outputs: readonly string[];
}

interface PlanNode {
  readonly "Node Type": string;
  readonly "Join Type"?: string;
  readonly "Parent Relationship"?: string;
  readonly Output?: readonly string[];
  readonly Plans?: readonly PlanNode[];
}

export async function planFacts(client: pg.Client, text: string): Promise<PlanFacts> {
  const { rows } = await client.query(`explain (verbose, generic_plan, format json) ${text}`);
  const top = (rows[0]["QUERY PLAN"] as [{ Plan: PlanNode }])[0].Plan;
  const outputs = top.Output ?? [];
  const emptied = new Set<string>();
  let writes = false;
  visit(top, (node) => {
    if (["ModifyTable", "LockRows"].includes(node["Node Type"])) writes = true;
    for (const output of emptiedBy(node)) emptied.add(output);
  });
  return { writes, outputs, emptied: outputs.map((output) => emptied.has(output)) };
}

/** The outputs of the side of an outer join for which a missing partner is made up of nulls. */
function emptiedBy(node: PlanNode): readonly string[] {
  const side = (relationship: string) =>
    (node.Plans ?? [])
      .filter((child) => child["Parent Relationship"] === relationship)
      .flatMap((child) => child.Output ?? []);
  switch (node["Join Type"]) {
    case "Full":
      return node.Output ?? [];
    case "Left":
      return side("Inner");
    case "Right":
      return side("Outer");
    default:
      return [];
  }
}

function visit(node: PlanNode, look: (node: PlanNode) => void): void {
  look(node);
  for (const child of node.Plans ?? []) visit(child, look);
}
