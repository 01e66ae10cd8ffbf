import { expect, test } from "vitest";
import { shellSubmission } from "../__fixtures__/shell-submission.ts";
import { redact } from "./redact.ts";
import { secretsOf } from "./secrets-of.ts";

test("takes out what a component is given, however deep", () => {
  const secrets = secretsOf(
    shellSubmission("/", "k", "", {
      source: {
        kind: "component",
        name: "x.y",
        arguments: {
          token: { type: "str", value: "pa$$word" },
          list: { type: "list", value: [{ type: "str", value: "secret-in-list" }] },
          dict: { type: "dict", value: { a: { type: "str", value: "secret-in-dict" } } },
          depth: { type: "int", value: "1234567" },
          flag: { type: "bool", value: true },
          none: { type: "none" },
        },
      },
    }),
  );
  const text = "pa$$word pa$word secret-in-list secret-in-dict 1234567 true";
  expect(redact(text, secrets)).toBe("[token] [token] [list.0] [dict.a] 1234567 true");
});

test("takes out variables and arguments, not what is too short to be one", () => {
  const submission = shellSubmission("/", "k", "sh");
  if (submission.source.kind !== "app") throw new Error("an app");
  const [role] = submission.source.app.roles;
  const roles = [
    { ...role, args: ["-c", "--token=abc"], env: { A: "longest secret", B: "secret" } },
  ] as const;
  const secrets = secretsOf({ ...submission, source: { kind: "app", app: { name: "a", roles } } });
  expect(redact("sh -c --token=abc: longest secret, secret", secrets)).toBe(
    "sh -c [role argument 2]: [A], [B]",
  );
});
