/**
 * Step 2: what follows from the events, for whoever looks into a store with a program of their own.
 * Views are computed when they are read, so they cannot differ from the events.
 */
export const views: string = `
CREATE VIEW trials AS
WITH marks AS (
  SELECT
    run,
    trial_index,
    sum(type = 'attempt-failed') AS attempt,
    min(id) AS created,
    max(id) FILTER (
      WHERE type IN ('trial-created', 'trial-deployed', 'trial-status', 'attempt-failed')
    ) AS turned,
    max(id) FILTER (
      WHERE type IN (
        'submission-deferred', 'submission-absent', 'submission-unknown',
        'submission-unresolved', 'attempt-failed', 'trial-deployed', 'trial-status'
      )
    ) AS explained,
    max(id) FILTER (WHERE type = 'trial-deployed') AS deployed
  FROM events
  WHERE trial_index IS NOT NULL
  GROUP BY run, trial_index
)
SELECT
  marks.run,
  marks.trial_index,
  marks.attempt,
  CASE turned.type
    WHEN 'trial-deployed' THEN turned.body ->> '$.status'
    WHEN 'trial-status' THEN turned.body ->> '$.to'
    ELSE 'CANDIDATE'
  END AS status,
  coalesce(explained.body ->> '$.reason', explained.body ->> '$.evidence') AS reason,
  created.at_ms AS created_at_ms,
  deployed.at_ms AS deployed_at_ms,
  CASE
    WHEN turned.type = 'trial-status'
      AND turned.body ->> '$.to' NOT IN ('CANDIDATE', 'STAGED', 'RUNNING')
    THEN turned.at_ms
  END AS ended_at_ms,
  created.body -> '$.arms' AS arms
FROM marks
JOIN events AS created ON created.id = marks.created
JOIN events AS turned ON turned.id = marks.turned
LEFT JOIN events AS explained ON explained.id = marks.explained
LEFT JOIN events AS deployed
  ON deployed.id = marks.deployed AND deployed.attempt = marks.attempt;

CREATE VIEW observations AS
WITH latest AS (
  SELECT run, trial_index, attempt, max(id) AS id
  FROM events
  WHERE type = 'trial-results'
  GROUP BY run, trial_index, attempt
)
SELECT
  latest.run,
  latest.trial_index,
  latest.attempt,
  one.value ->> '$.armName' AS arm_name,
  one.value ->> '$.metric' AS metric,
  one.value ->> '$.mean' AS mean,
  one.value ->> '$.sem' AS sem,
  one.value ->> '$.step' AS step,
  events.at_ms
FROM latest
JOIN trials USING (run, trial_index, attempt)
JOIN events ON events.id = latest.id
JOIN json_each(events.body, '$.observations') AS one;
`;
