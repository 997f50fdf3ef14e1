using Actors.Hosting.Tests.Node;
using Actors.Runtime.LiveViews;
using Actors.TestKit.Time;

namespace Actors.Hosting.Tests.Http.ReadModels;

/// <summary>Live views: all rows first, then each change; whoever comes back misses nothing; whoever is too slow is told.</summary>
public sealed class LiveViewTests : IDisposable
{
    private readonly BasketLines _lines = new();

    public void Dispose() => _lines.Dispose();

    [Fact]
    public async Task A_client_gets_all_rows_then_each_change()
    {
        await using var host = await Start();
        await Add(host, "b1", "apple");
        await Add(host, "b2", "pear");
        await Eventually.Holds(() => _lines.Live.Count == 2);
        await using var reader = await EventReader.Open(host.Client, "/live/baskets");
        Assert.Equal(["reset", "row", "row", "ready"], await Names(reader, 4));
        await Add(host, "b1", "plum");
        var (name, data) = (await reader.Next())!.Value;
        Assert.Equal(("row", "b1", "plum", 2), (name, data.Text("key"), data.GetProperty("row").Text("sku"), data.GetProperty("row").Number("quantity")));
        using var done = await host.Send("b2", "check-out", "{}");
        var gone = (await reader.Next())!.Value;
        Assert.Equal(("gone", "b2"), (gone.Name, gone.Data.Text("key")));
    }

    [Fact]
    public async Task A_client_that_comes_back_is_told_what_it_missed_and_one_that_was_away_too_long_all_rows()
    {
        await using var host = await Start();
        await Add(host, "b1", "apple");
        await Eventually.Holds(() => _lines.Live.Count == 1);
        string? last;
        await using (var reader = await EventReader.Open(host.Client, "/live/baskets"))
        {
            await Names(reader, 3);
            last = reader.LastId;
        }

        await Add(host, "b2", "pear");
        await Add(host, "b3", "plum");
        await Eventually.Holds(() => _lines.Live.Count == 3);
        await using var again = await EventReader.Open(host.Client, "/live/baskets", last);
        Assert.Equal(["b2", "b3"], [(await again.Next())!.Value.Data.Text("key"), (await again.Next())!.Value.Data.Text("key")]);
        for (var i = 0; i < 60; i++)
        {
            using var answer = await host.Send("b9", "add-item", """{"sku":"fig","quantity":1,"times":5}""");
        }

        await Eventually.Holds(() => _lines.Live.Rows().Any(r => r is { Basket: "b9", Quantity: 300 }));
        await using var late = await EventReader.Open(host.Client, "/live/baskets", last);
        Assert.Equal("reset", (await late.Next())!.Value.Name);
        await using var stranger = await EventReader.Open(host.Client, "/live/baskets", "0123456789ab-3");
        Assert.Equal("reset", (await stranger.Next())!.Value.Name);
    }

    [Fact]
    public async Task A_filter_tells_rows_that_fit_and_those_that_do_not_fit_any_more()
    {
        await using var host = await Start();
        await Add(host, "b1", "apple");
        await Add(host, "b2", "pear");
        await Eventually.Holds(() => _lines.Live.Count == 2);
        await using var reader = await EventReader.Open(host.Client, "/live/baskets?sku=pear");
        Assert.Equal(["reset", "row", "ready"], await Names(reader, 3));
        await Add(host, "b1", "plum");
        await Add(host, "b2", "plum");
        var gone = (await reader.Next())!.Value;
        Assert.Equal(("gone", "b2"), (gone.Name, gone.Data.Text("key")));
    }

    [Fact]
    public async Task An_event_that_the_view_fails_on_is_passed_over()
    {
        await using var host = await Start();
        await Add(host, "b1", "bad");
        await Add(host, "b1", "apple");
        await Eventually.Holds(() => _lines.Live.Rows() is [{ Sku: "apple", Quantity: 1 }]);
    }

    [Fact]
    public async Task A_subscriber_that_does_not_read_is_dropped_and_can_go_on_where_it_was()
    {
        await using var host = await Start();
        using var slow = _lines.Live.Subscribe(null);
        for (var i = 0; i < 30; i++)
        {
            using var answer = await host.Send("b1", "add-item", """{"sku":"fig","quantity":1,"times":2}""");
        }

        await Eventually.Holds(() => _lines.Live.Rows() is [{ Quantity: 60 }]);
        var told = new List<LiveEvent<BasketLine>>();
        while (told.LastOrDefault()?.Kind != LiveEventKind.Dropped)
        {
            told.AddRange(await slow.Read(7, default));
        }

        Assert.Equal(52, told.Count(t => t.Kind != LiveEventKind.Dropped)); // The reset, the end of it, and as many changes as may wait.
        Assert.Equal(50, told[^2].Row!.Quantity);
        using var again = _lines.Live.Subscribe(told[^1].Id);
        Assert.Equal(Enumerable.Range(51, 10).Select(i => (long)i), (await again.Read(100, default)).Select(t => t.Row!.Quantity));
        Assert.Empty(await slow.Read(1, default));
    }

    [Fact]
    public async Task Rows_beyond_the_bound_leave_the_oldest_first()
    {
        await using var host = await Start();
        for (var i = 0; i < 105; i++)
        {
            await Add(host, $"b{i}", "fig");
        }

        await Eventually.Holds(() => _lines.Live.Rows().Any(r => r.Basket == "b104"));
        Assert.Equal(100, _lines.Live.Count);
        Assert.DoesNotContain(_lines.Live.Rows(), r => r.Basket == "b0");
    }

    [Fact]
    public async Task One_entity_is_followed_from_its_first_event_and_resumed_at_any()
    {
        await using var host = await Start();
        for (var i = 0; i < 120; i++)
        {
            await Add(host, $"b{i % 3}", $"sku-{i}");
        }

        string? last = null;
        var seen = new List<string>();
        while (seen.Count < 41)
        {
            await using var reader = await EventReader.Open(host.Client, "/entities/basket/b1/events", last);
            for (var i = 0; i < 13 && seen.Count < 41; i++)
            {
                if (seen.Count == 40)
                {
                    await Add(host, "b2", "other");
                    await Add(host, "b1", "late");
                }

                seen.Add((await reader.Next())!.Value.Data.GetProperty("payload").Text("sku"));
            }

            last = reader.LastId;
        }

        Assert.Equal([.. Enumerable.Range(0, 40).Select(i => $"sku-{(i * 3) + 1}"), "late"], seen);
    }

    private static async Task<List<string>> Names(EventReader reader, int count)
    {
        var names = new List<string>();
        for (var i = 0; i < count; i++)
        {
            names.Add((await reader.Next())!.Value.Name);
        }

        return names;
    }

    private static async Task Add(RunningHost host, string basket, string sku)
    {
        using var answer = await host.Send(basket, "add-item", $$"""{"sku":"{{sku}}","quantity":1,"times":1}""");
        Assert.True(answer.IsSuccessStatusCode);
    }

    private Task<RunningHost> Start() => RunningHost.Start(extend: (application, folder) => BasketLines.Extend(application, folder, _lines));
}
