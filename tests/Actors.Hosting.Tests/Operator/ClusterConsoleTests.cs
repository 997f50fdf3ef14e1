using Actors.Hosting.Tests.Node;
using Actors.TestKit.Time;

namespace Actors.Hosting.Tests.Operator;

/// <summary>A person at the console of a cluster, at a pseudo-terminal.</summary>
public sealed class ClusterConsoleTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task A_person_looks_around_is_asked_before_a_change_and_edits_a_letter_in_an_editor()
    {
        await using var nodes = await ThreeNodes.Start();
        await nodes.Ingest(0, """{"type":"add","basket":"b4","sku":"apple","quantity":"many"}""");
        var letter = (await nodes.Hosts[0].Store.DeadLetters.List(new DeadLettering.DeadLetterFilter(), null, 1, CancellationToken.None))[0].Id.Value;
        var token = Path.Combine(nodes.Folder, "token");
        await File.WriteAllTextAsync(token, ThreeNodes.Token);
        await using var terminal = PseudoTerminal.StartWith(
            "EDITOR", "sed -i s/.many./3/", Repository.ProgramOf("Actors.Cmd", "pbm"), "--node", nodes.Hosts[1].Address.ToString(), "--token-file", token);
        await Shows(terminal, "pbm> ");
        await terminal.Type("cluster stat\t\r");
        await Shows(terminal, "n2 sees 3 members, 6 shards: all is well.");
        await terminal.Type("shop out\t\r");
        await Shows(terminal, "baskets");
        await terminal.Type("egress pause baskets\r");
        await Shows(terminal, "Go on? [y/N]");
        await terminal.Type("y\r");
        await Shows(terminal, "n3: pause of baskets: 2 shards changed");
        await terminal.Type($"dlq edit '{letter}' --reason typo\r");
        await Shows(terminal, "would be replayed as edited. Go on? [y/N]");
        await terminal.Type("y\r");
        await Shows(terminal, "was edited");
        await terminal.Type($"dlq replay '{letter}' --node-name n1 --yes\r");
        await Shows(terminal, $"{letter}: replayed");
        await terminal.Type("entity par\tbasket/b4 --reason 'a check'\r");
        await Shows(terminal, "basket/b4 would be parked");
        await terminal.Type("y\r");
        await Shows(terminal, "basket/b4 is parked");
        await terminal.Type("exit\r");
        Assert.Equal(0, await terminal.End());
        var edited = await nodes.Hosts[0].Store.DeadLetters.Find(new DeadLettering.DeadLetterId(letter), CancellationToken.None);
        Assert.Equal(DeadLettering.DeadLetterStatus.Resolved, edited!.Status);
    }

    private static Task Shows(PseudoTerminal terminal, string text) =>
        Eventually.Holds(() => terminal.Output.Contains(text, StringComparison.Ordinal), () => terminal.Output, Patience);
}
