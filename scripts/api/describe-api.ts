import { Extractor, ExtractorConfig, ExtractorLogLevel } from "@microsoft/api-extractor";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Entry } from "./entries.ts";

const silent = { default: { logLevel: ExtractorLogLevel.None } };

/**
 * The report of an entry's API, as text. `scratch` is a folder for its use.
 *
 * @throws {Error} where the declarations cannot be read
 */
export function describeApi(entry: Entry, scratch: string): string {
  const reportFolder = join(scratch, "report");
  mkdirSync(reportFolder, { recursive: true });
  const reportFileName = "entry.api.md";
  const config = ExtractorConfig.prepare({
    configObject: {
      projectFolder: entry.folder,
      mainEntryPointFilePath: entry.declarations,
      compiler: {
        overrideTsconfig: {
          compilerOptions: {
            target: "es2023",
            lib: ["es2023", "esnext.disposable", "esnext.collection", "esnext.iterator"],
            module: "nodenext",
            moduleResolution: "nodenext",
            types: ["node"],
            strict: true,
            skipLibCheck: true,
          },
          files: [entry.declarations],
        },
      },
      apiReport: {
        enabled: true,
        reportFolder,
        reportTempFolder: join(scratch, "temp"),
        reportFileName,
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      newlineKind: "lf",
      // What the report is for is what is there, not whether each line has a release tag.
      messages: {
        compilerMessageReporting: { default: { logLevel: ExtractorLogLevel.Error } },
        extractorMessageReporting: silent,
        tsdocMessageReporting: silent,
      },
    },
    configObjectFullPath: undefined,
    packageJsonFullPath: join(entry.folder, "package.json"),
  });
  const complaints: string[] = [];
  const { succeeded } = Extractor.invoke(config, {
    localBuild: true,
    messageCallback: (message) => {
      if (message.logLevel === ExtractorLogLevel.Error) complaints.push(message.text);
      message.handled = true;
    },
  });
  if (!succeeded) throw new Error(`${entry.specifier}: ${complaints.join("\n")}`);
  return readFileSync(join(reportFolder, reportFileName), "utf8");
}
