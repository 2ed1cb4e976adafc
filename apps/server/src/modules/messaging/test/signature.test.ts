// The examples that the two clouds publish beside their specifications.
import { expect, test } from "vitest";
import { aliyunAuthorization, sha256 } from "../domain/aliyun-signature.ts";
import { tencentAuthorization } from "../domain/tencent-signature.ts";

test("ACS3-HMAC-SHA256 signs Alibaba Cloud's own example as it does", () => {
  const authorization = aliyunAuthorization(
    { id: "YourAccessKeyId", secret: "YourAccessKeySecret" },
    {
      method: "POST",
      query: { RegionId: "cn-shanghai", ImageId: "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd" },
      headers: {
        host: "ecs.cn-shanghai.aliyuncs.com",
        "x-acs-action": "RunInstances",
        "x-acs-content-sha256": sha256(""),
        "x-acs-date": "2023-10-26T10:22:32Z",
        "x-acs-signature-nonce": "3156853299f313e23d1673dc12e1703d",
        "x-acs-version": "2014-05-26",
      },
      body: "",
    },
  );
  expect(authorization).toContain("Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0");
});

test("TC3-HMAC-SHA256 signs Tencent Cloud's own example as it does", () => {
  const authorization = tencentAuthorization(
    { id: "AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE", secret: "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE" },
    {
      service: "cvm",
      timestamp_seconds: 1_551_113_065,
      headers: { "content-type": "application/json; charset=utf-8", host: "cvm.tencentcloudapi.com" },
      body: String.raw`{"Limit": 1, "Filters": [{"Values": ["\u672a\u547d\u540d"], "Name": "instance-name"}]}`,
    },
  );
  expect(authorization).toContain("Signature=72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168");
});
