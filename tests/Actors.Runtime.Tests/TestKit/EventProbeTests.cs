using Actors.Runtime.Tests.Nodes;
using Actors.Runtime.Tests.Samples;
using Actors.TestKit.Probes;
using Xunit.Sdk;

namespace Actors.Runtime.Tests.TestKit;

public sealed class EventProbeTests
{
    [Fact]
    public async Task A_probe_sees_what_happens_after_it_was_made_each_event_once()
    {
        await using var node = await TestNode.Start(Note.Model([Note.Forwarding]));
        await node.Ask("a", Note.Write(1));
        using var probe = new EventProbe(node.System);

        await node.Ask("a", new NoteCommand.Forward("b", 2));
        await node.Ask("a", Note.Write(3));

        var forwarded = await probe.Expect<NoteEvent.Written>(written => written.Number == 2);
        Assert.Equal(Note.Key("b"), forwarded.Entity);
        Assert.Equal(3, (await probe.Expect<NoteEvent.Written>()).Event.Number);
        Assert.Equal("b", (await probe.Expect<NoteEvent.Forwarded>()).Event.Target);
        await probe.ExpectNo<NoteEvent.Written>(TimeSpan.FromMilliseconds(20));
    }

    [Fact]
    public async Task What_did_not_come_is_told_with_what_came()
    {
        await using var node = await TestNode.Start();
        using var probe = new EventProbe(node.System);
        await node.Ask("a", Note.Write(7));

        var none = await Assert.ThrowsAsync<XunitException>(() => probe.Expect<NoteEvent.Phoned>(within: TimeSpan.FromMilliseconds(50)));
        Assert.Contains("Number = 7", none.Message, StringComparison.Ordinal);
        var some = await Assert.ThrowsAsync<XunitException>(() => probe.ExpectNo<NoteEvent.Written>(TimeSpan.FromSeconds(20)));
        Assert.Contains("notebook/a", some.Message, StringComparison.Ordinal);
    }
}
