using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Actors.Operations;

namespace Actors.Cmd.Commands;

/// <summary><c>pbm projection audit</c>: whether every record of the journal reached every projection.</summary>
internal static class ProjectionAuditCommand
{
    public static Command Create(CommandFactory factory)
    {
        var whole = new Option<bool>("--whole") { Description = "begins at the journal's start, and not where the last audit ended" };
        return factory.Read("audit", "compares what each projection was given with the journal; exit code 1 when they differ", [whole], async (parsed, session, token) =>
        {
            var path = parsed.GetValue(whole) ? "operator/projections/audit?whole=true" : "operator/projections/audit";
            var audits = await session.Node.Get(path, OperationsJson.Default.IReadOnlyListProjectionAudit, token);
            if (session.Screen.IsJson)
            {
                session.Screen.Line(JsonSerializer.Serialize(audits, OperationsJson.Default.IReadOnlyListProjectionAudit));
            }
            else
            {
                Show(session, audits);
            }

            if (audits.Any(a => a.Skipped > 0))
            {
                throw new PbmException(ExitCode.Refused, "Projections differ from the journal. Rebuild them; where the journal lacks records, restore it from a backup.");
            }
        });
    }

    private static void Show(Session session, IReadOnlyList<ProjectionAudit> audits)
    {
        session.Screen.Table(
            ["projection", "build", "journal", "given", "compared", "wrong", "result"],
            [.. audits.Select(a => new[]
            {
                a.Projection, Text(a.Build), Text(a.Records), Text(a.Given), Text(a.Compared), Text(a.Skipped),
                a.Skipped > 0 ? "failed" : a.Compared == a.Records ? "done" : "waiting",
            })]);
        foreach (var audit in audits)
        {
            foreach (var skip in audit.Skips)
            {
                session.Screen.Line($"{audit.Projection} build {audit.Build}: {skip}");
            }
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
