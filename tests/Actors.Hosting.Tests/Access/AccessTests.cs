using System.Net;
using System.Net.Http.Headers;
using Actors.Hosting.Configuration;
using Actors.Hosting.Http;
using Actors.Hosting.Operator;
using Actors.Hosting.Tests.Node;
using Actors.Operations;
using Actors.TestKit.Processes;

namespace Actors.Hosting.Tests.Access;

/// <summary>Who may do what.</summary>
public sealed class AccessTests
{
    private const string Client = "a-client's-token-0123";
    private const string Operator = "an-operator's-token-0123";

    [Theory]
    [InlineData("/dead-letters")]
    [InlineData("/metrics")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/entities/basket/b1")]
    [InlineData("/no-such-address")]
    public async Task With_a_token_set_nothing_but_health_is_open(string path)
    {
        await using var host = await Start();
        await Gets(host, path, null, HttpStatusCode.Unauthorized, "token-missing");
        await Gets(host, path, "another-token-0123456789", HttpStatusCode.Forbidden, "token-refused");
        using var health = await host.Client.GetAsync(new Uri("/health/ready", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
    }

    [Fact]
    public async Task A_clients_token_opens_the_entities_and_not_the_operators_addresses()
    {
        await using var host = await Start();
        await Gets(host, "/entities/basket/b1", Client, HttpStatusCode.OK);
        await Gets(host, "/operator/journal", Client, HttpStatusCode.Forbidden, "token-refused");
        await Gets(host, "/operator/journal", null, HttpStatusCode.Unauthorized, "token-missing");
        await Gets(host, "/operator/journal", Operator, HttpStatusCode.OK);
        await Gets(host, "/entities/basket/b1", Operator, HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_clients_token_shows_dead_letters_and_does_not_change_them()
    {
        await using var host = await Start();
        await Gets(host, "/dead-letters", Client, HttpStatusCode.OK);
        host.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Client);
        using var answer = await host.Client.PostAsync(new Uri("/dead-letters/1:1/replay", UriKind.Relative), null);
        await answer.Problem(HttpStatusCode.Forbidden, "token-refused");
    }

    [Fact]
    public async Task A_record_tells_which_token_its_sender_had()
    {
        await using var host = await Start();
        host.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Client);
        using var added = await host.Add("b1");
        using var history = await host.Client.GetAsync(new Uri("/entities/basket/b1/history", UriKind.Relative));
        var record = (await history.Body(HttpStatusCode.OK)).GetProperty("records")[0];
        Assert.Equal("client", record.GetProperty("origin").Text("principal"));
    }

    [Fact]
    public async Task Records_and_the_audit_keep_the_name_of_the_tokens_owner()
    {
        using var folder = new TemporaryFolder();
        await using var host = await StartNamed(folder);
        host.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "ann's-token-0123456789");
        using var added = await host.Add("b1");
        using var history = await host.Client.GetAsync(new Uri("/entities/basket/b1/history", UriKind.Relative));
        Assert.Equal("ann", (await history.Body(HttpStatusCode.OK)).GetProperty("records")[0].GetProperty("origin").Text("principal"));

        host.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "eve's-token-0123456789");
        host.Client.DefaultRequestHeaders.Add(ChangeRequest.OperatorHeader, "who she says she is");
        using var answer = await host.Client.PostAsync(new Uri("/operator/entities/basket/b1/passivate", UriKind.Relative), Answers.Json("{}"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("\"eve\"", await File.ReadAllTextAsync(Path.Combine(host.Folder, "audit.jsonl")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bob's-token-0123456789", "/entities/basket/b1", "/entities/basket/b1/commands/add-item")]
    [InlineData("dan's-token-0123456789", "/operator/journal", "/operator/entities/basket/b1/passivate")]
    [InlineData("dan's-token-0123456789", "/dead-letters", "/dead-letters/1:1/replay")]
    public async Task A_read_only_token_looks_and_changes_nothing(string token, string look, string change)
    {
        using var folder = new TemporaryFolder();
        await using var host = await StartNamed(folder);
        await Gets(host, look, token, HttpStatusCode.OK);
        host.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        host.Client.DefaultRequestHeaders.Add(ChangeRequest.OperatorHeader, "somebody");
        using var answer = await host.Client.PostAsync(new Uri(change, UriKind.Relative), Answers.Json("{}"));
        await answer.Problem(HttpStatusCode.Forbidden, "token-read-only");
        Assert.False(File.Exists(Path.Combine(host.Folder, "audit.jsonl")));
    }

    [Fact]
    public async Task Nobody_changes_anything_without_saying_who_he_is()
    {
        await using var host = await RunningHost.Start();
        using var answer = await host.Client.PostAsync(new Uri("/operator/entities/basket/b1/passivate", UriKind.Relative), Answers.Json("{}"));
        await answer.Problem(HttpStatusCode.BadRequest, "invalid-header");
        Assert.False(File.Exists(Path.Combine(host.Folder, "audit.jsonl")));
    }

    [Fact]
    public async Task What_cannot_be_written_to_the_audit_is_not_done()
    {
        await using var host = await RunningHost.Start(o => o with { Operator = new OperatorOptions { AuditFile = o.DataDirectory } });
        using var added = await host.Add("b1");
        host.Client.DefaultRequestHeaders.Add(ChangeRequest.OperatorHeader, "somebody");
        using var answer = await host.Client.PostAsync(new Uri("/operator/entities/basket/b1/passivate", UriKind.Relative), Answers.Json("{}"));
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Equal(1, host.Host.System.EntityCount);
    }

    [Fact]
    public void To_listen_beyond_this_machine_needs_a_token()
    {
        var fault = Assert.Single(new ActorsOptions { Address = "0.0.0.0" }.Faults());
        Assert.Equal("Actors:Address", fault.Key);
        Assert.Contains("Actors:Http:Token", fault.Expected, StringComparison.Ordinal);
        Assert.Empty(new ActorsOptions { Address = "0.0.0.0", Http = new HttpApiOptions { Token = Client } }.Faults());
    }

    [Fact]
    public void A_token_that_can_be_guessed_is_refused_and_never_shown()
    {
        var options = new ActorsOptions { Http = new HttpApiOptions { Token = "secret" }, Operator = new OperatorOptions { TokenFile = "no-such-file" } };
        Assert.Equal(["Actors:Http:Token", "Actors:Operator:TokenFile"], options.Faults().Select(f => f.Key));
        Assert.DoesNotContain("secret'", string.Concat(options.Faults()), StringComparison.Ordinal);
        Assert.DoesNotContain(Client, new ActorsOptions { Http = new HttpApiOptions { Token = Client } }.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_settings_an_operator_sees_hold_no_secret()
    {
        await using var host = await Start();
        host.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Operator);
        var text = await host.Client.GetStringAsync(new Uri("/operator/node/config", UriKind.Relative));
        Assert.Contains("Actors:Http:Token\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("token-0123", text, StringComparison.Ordinal);
    }

    private static Task<RunningHost> Start() => RunningHost.Start(o => o with
    {
        Http = new HttpApiOptions { Token = Client },
        Operator = new OperatorOptions { Token = Operator },
    });

    private static Task<RunningHost> StartNamed(TemporaryFolder folder) => RunningHost.Start(o => o with
    {
        Http = new HttpApiOptions { TokenFile = folder.Write("clients", "ann ann's-token-0123456789\nbob bob's-token-0123456789 read-only"u8.ToArray()) },
        Operator = new OperatorOptions { TokenFile = folder.Write("operators", "eve eve's-token-0123456789\ndan dan's-token-0123456789 read-only"u8.ToArray()) },
    });

    private static async Task Gets(RunningHost host, string path, string? token, HttpStatusCode status, string? problem = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        using var answer = await host.Client.SendAsync(request);
        if (problem is null)
        {
            Assert.Equal(status, answer.StatusCode);
        }
        else
        {
            await answer.Problem(status, problem);
        }
    }
}
