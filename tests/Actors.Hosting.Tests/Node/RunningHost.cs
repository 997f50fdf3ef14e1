using Actors.Hosting.Configuration;
using Actors.Projections;

namespace Actors.Hosting.Tests.Node;

/// <summary>A whole node on a SQLite file of its own.</summary>
internal sealed class RunningHost : IAsyncDisposable
{
    private readonly string _directory;

    private RunningHost(string directory, ActorHost host)
    {
        _directory = directory;
        Host = host;
        Client.BaseAddress = host.Address;
    }

    public ActorHost Host { get; }

    public string Folder => _directory;

    public HttpClient Client { get; } = new() { Timeout = TimeSpan.FromSeconds(60) };

    public static async Task<RunningHost> Start(
        Func<ActorsOptions, ActorsOptions>? change = null,
        Func<ActorApplication, string, ActorApplication>? extend = null,
        params IReadOnlyList<IProjection> projections)
    {
        var directory = Directory.CreateTempSubdirectory("actors-host-").FullName;
        var options = new ActorsOptions { DataDirectory = directory, Port = 0, Shards = 4, NodeName = "n1" };
        var application = new ActorApplication { Model = BasketModel.Model, Projections = _ => projections };
        application = extend?.Invoke(application, directory) ?? application;
        return new RunningHost(directory, await ActorHost.Start(application, change?.Invoke(options) ?? options, CancellationToken.None));
    }

    public Task<HttpResponseMessage> Send(string id, string command, string body) =>
        Client.PostAsync(new Uri($"/entities/basket/{id}/commands/{command}", UriKind.Relative), Answers.Json(body));

    public Task<HttpResponseMessage> Add(string id) => Send(id, "add-item", """{"sku":"apple","quantity":1,"times":1}""");

    public Task<string> Metrics() => Client.GetStringAsync(new Uri("/metrics", UriKind.Relative));

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Host.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }
}
