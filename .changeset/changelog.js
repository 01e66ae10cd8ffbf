// How changesets write the changelogs: what was said in the changeset, without hashes of commits,
// and one line for all of our packages that a release brings along.
export default {
  getReleaseLine: async ({ summary }) => {
    const [first = "", ...rest] = summary.trim().split("\n");
    return [`- ${first}`, ...rest.map((line) => (line === "" ? "" : `  ${line}`))].join("\n");
  },
  getDependencyReleaseLine: async (_changesets, dependencies) => {
    if (dependencies.length === 0) return "";
    const names = dependencies.map(({ name, newVersion }) => `\`${name}\` ${newVersion}`);
    return `- Goes with ${names.join(" and ")}.`;
  },
};
