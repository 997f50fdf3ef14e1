using System.Text;
using Actors.Hosting.Access;
using Actors.Hosting.Configuration;
using Actors.TestKit.Logging;
using Actors.TestKit.Processes;
using Actors.TestKit.Time;
using Microsoft.Extensions.Logging;

namespace Actors.Hosting.Tests.Access;

/// <summary>Tokens that come and go while the node runs.</summary>
public sealed class TokenBookTests : IDisposable
{
    private const string Old = "the-old-token-0123456789";
    private const string New = "the-new-token-0123456789";
    private readonly TemporaryFolder _folder = new();
    private readonly ManualTimeProvider _time = new();
    private readonly CollectedLog _log = new();

    public void Dispose()
    {
        _folder.Dispose();
        _log.Dispose();
    }

    [Fact]
    public void A_token_is_replaced_while_the_node_runs()
    {
        var book = Open($"ann {Old}");
        Write($"ann {Old}\nann {New}");
        Assert.Null(book.Find(New));
        _time.Advance(TokenBook.AgeMax + TimeSpan.FromTicks(1));
        Assert.Equal(new Caller("ann"), book.Find(New));
        Assert.Equal(new Caller("ann"), book.Find(Old));
        Write($"ann {New}");
        _time.Advance(TokenBook.AgeMax + TimeSpan.FromTicks(1));
        Assert.Null(book.Find(Old));
        Assert.Equal(new Caller("ann"), book.Find(New));
    }

    [Fact]
    public void A_file_that_became_wrong_is_told_of_once_and_locks_nobody_out()
    {
        var book = Open($"ann {Old}");
        Write("ann short");
        for (var round = 0; round < 3; round++)
        {
            _time.Advance(TokenBook.AgeMax + TimeSpan.FromTicks(1));
            Assert.Equal(new Caller("ann"), book.Find(Old));
        }

        var line = Assert.Single(_log.Lines);
        Assert.Equal(LogLevel.Warning, line.Level);
        Assert.Contains("line 1 has a token", line.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_gone_locks_nobody_out()
    {
        var book = Open($"ann {Old}");
        File.Delete(_folder["tokens"]);
        _time.Advance(TokenBook.AgeMax + TimeSpan.FromTicks(1));
        Assert.Equal(new Caller("ann"), book.Find(Old));
    }

    [Fact]
    public void A_file_that_became_wrong_before_the_start_is_a_fault_of_the_configuration()
    {
        var fault = Assert.Throws<InvalidConfigurationException>(() => Open("ann short"));
        Assert.Contains("line 1 has a token", fault.Message, StringComparison.Ordinal);
    }

    private TokenBook Open(string text) =>
        TokenBook.Open(null, Write(text), "client", _time, _log.CreateLogger("test"))!;

    private string Write(string text) => _folder.Write("tokens", Encoding.UTF8.GetBytes(text));
}
