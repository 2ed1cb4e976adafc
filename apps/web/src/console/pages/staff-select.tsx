import { Select } from "antd";
import { useApi } from "../../api/query.ts";
import { useMay } from "../../api/session.ts";

interface Props {
  label: string;
  value?: string | undefined;
  onChange?: (staffId: string | undefined) => void;
  /** Only those in office. */
  active?: boolean;
  /** Somebody who is not among the choices. */
  except?: string;
  allowClear?: boolean;
  width?: number | string;
}

/** One of the staff, found by typing a part of the name or the e-mail. */
export function StaffSelect({ label, value, onChange, active, except, allowClear = false, width = "100%" }: Props) {
  const may = useMay()("staff:read");
  const query = { limit: 200, ...(active ? { status: "active" as const } : {}) };
  const staff = useApi("GET /v1/staff", { query }, { enabled: may }).data?.data ?? [];
  return (
    <Select
      showSearch={{ optionFilterProp: "search" }}
      allowClear={allowClear}
      aria-label={label}
      placeholder={label}
      options={staff
        .filter(({ staff_id }) => staff_id !== except)
        .map(({ staff_id, name, email, unit_name }) => ({
          value: staff_id,
          label: name,
          search: `${name} ${email}`,
          unit_name,
        }))}
      optionRender={({ data }) => (
        <>
          {data.label} <span className="mut s">{data.unit_name}</span>
        </>
      )}
      style={{ width }}
      popupMatchSelectWidth={240}
      value={value ?? null}
      onChange={(chosen: string | null | undefined) => onChange?.(chosen ?? undefined)}
    />
  );
}
