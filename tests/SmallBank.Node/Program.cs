using Actors.Hosting;
using Actors.Hosting.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using SmallBank;

// One node of the bank, for tests that kill it. Its settings are those of every node.
var options = ActorsOptions.Read(new ConfigurationBuilder().AddCommandLine(args).Build());
var application = new ActorApplication
{
    Model = SmallBankModel.Create(),
    Logging = logging => logging.AddSimpleConsole(console => (console.SingleLine, console.TimestampFormat) = (true, "HH:mm:ss.fff "))
        .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace).AddFilter("Microsoft", LogLevel.Warning),
};
await using var host = await ActorHost.Start(application, options, CancellationToken.None);
Console.WriteLine($"Listening on {host.Address.ToString().TrimEnd('/')}.");
await host.WaitForStop(CancellationToken.None);
