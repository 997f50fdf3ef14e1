using Actors.DeadLettering;
using Actors.Hosting.Http;
using Actors.Runtime.Supervision;
using Actors.TestKit.InMemory;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Actors.Hosting.Tests.Node;

/// <summary>The HTTP interface on a real socket, over parts in memory.</summary>
internal sealed class TestNode : IAsyncDisposable
{
    private readonly WebApplication _application;

    private TestNode(HttpApiOptions options)
    {
        Region = new FakeRegion(Journal);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _application = builder.Build();
        _application.UseActorProblems();
        _application.MapActors(new ActorHttpApi
        {
            Model = BasketModel.Model,
            Region = Region,
            Journal = Journal,
            Tail = Journal,
            DeadLetters = DeadLetters,
            Readiness = Health,
            Options = options,
        });
    }

    public FakeJournal Journal { get; } = new();

    public FakeRegion Region { get; }

    public IDeadLetterStore DeadLetters { get; } = new InMemoryStore().DeadLetters;

    public HealthBoard Health { get; } = new(TimeProvider.System);

    public HttpClient Client { get; } = new() { Timeout = TimeSpan.FromSeconds(30) };

    public static async Task<TestNode> Start(HttpApiOptions? options = null)
    {
        var node = new TestNode(options ?? new HttpApiOptions());
        await node._application.StartAsync();
        node.Client.BaseAddress = new Uri(node._application.Urls.Single());
        return node;
    }

    public Task Stop() => _application.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _application.DisposeAsync();
    }
}
