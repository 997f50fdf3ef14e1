using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Actors.Operations;

namespace Actors.Cmd.Commands;

/// <summary><c>pbm ingress</c>: the inputs of the node.</summary>
internal static class IngressCommands
{
    public static Command Create(CommandFactory factory) => new("ingress", "the inputs of the node")
    {
        List(factory),
        Change(factory, "pause", "stops reading; what is in hand is finished"),
        Change(factory, "resume", "reads on"),
        Change(factory, "accept", "accepts that an input was reset, and reads on from there"),
    };

    private static Command List(CommandFactory factory) =>
        factory.Read("list", "shows each lane with its state", [], async (_, session, token) =>
        {
            var list = await session.Node.Get("ingresses", OperationsJson.Default.IngressList, token);
            if (session.Screen.IsJson)
            {
                session.Screen.Line(JsonSerializer.Serialize(list, OperationsJson.Default.IngressList));
                return;
            }

            session.Screen.Table(
                ["ingress", "lane", "state", "position", "lag", "in hand", "read", "dead letters", "last error"],
                [.. list.Ingresses.Select(i => new[]
                {
                    i.Ingress, i.Lane, i.State.ToString().ToLowerInvariant(), Text(i.Position), Text(i.Lag), Text(i.InHand), Text(i.Read),
                    Text(i.DeadLettered), i.LastError ?? "",
                })]);
        });

    private static Command Change(CommandFactory factory, string name, string description)
    {
        var ingress = new Argument<string>("ingress") { Description = "its name, as ingress list shows it" };
        return factory.Change(name, description, [ingress], async (parsed, session, request, token) =>
        {
            var asked = parsed.GetRequiredValue(ingress);
            var known = await session.Node.Get("ingresses", OperationsJson.Default.IngressList, token);
            var lanes = known.Ingresses.Where(i => i.Ingress == asked).ToList();
            if (request.IsDryRun)
            {
                return new ChangeResult(false, $"{name} of {asked} would concern {lanes.Count} lanes");
            }

            var changed = await session.Node.Post($"ingresses/{Uri.EscapeDataString(asked)}/{name}", null, token);
            var count = changed.GetProperty("lanes").GetArrayLength();
            return new ChangeResult(count > 0, $"{name} of {asked}: {count} lanes changed");
        });
    }

    private static string Text(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "-";
}
