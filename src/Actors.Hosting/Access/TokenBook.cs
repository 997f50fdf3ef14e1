using Actors.Hosting.Configuration;
using Microsoft.Extensions.Logging;

namespace Actors.Hosting.Access;

/// <summary>
/// Who may come in, by token. A file is read again every few seconds in which somebody comes, so that a token can be added, withdrawn
/// or replaced while the node runs; a file that became wrong is told of, and what was right before goes on. Thread-safe.
/// </summary>
internal sealed class TokenBook
{
    /// <summary>How old what was read from the file may be.</summary>
    public static readonly TimeSpan AgeMax = TimeSpan.FromSeconds(5);

    private readonly string? _file;
    private readonly string _nobody;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private volatile TokenList _list;
    private string _text;
    private long _read;

    private TokenBook(TokenList list, string text, string? file, string nobody, TimeProvider time, ILogger logger)
    {
        (_list, _text, _file, _nobody, _time, _logger) = (list, text, file, nobody, time, logger);
        _read = time.GetTimestamp();
    }

    /// <summary>Opens one whose settings have been checked.</summary>
    /// <param name="token">The token itself.</param>
    /// <param name="file">Or the file that has it.</param>
    /// <param name="nobody">The name of a token without a name.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Where changes of the file are told.</param>
    /// <returns>It, or <see langword="null"/> when no token is asked for.</returns>
    /// <exception cref="InvalidConfigurationException">The file has become wrong since the settings were checked.</exception>
    public static TokenBook? Open(string? token, string? file, string nobody, TimeProvider time, ILogger logger)
    {
        if (token is not null)
        {
            return new TokenBook(TokenList.Of(token, nobody), string.Empty, null, nobody, time, logger);
        }

        if (file is null)
        {
            return null;
        }

        var fault = "it cannot be read";
        return TokenSetting.TryRead(file, out var text) && TokenList.TryParse(text, nobody, out var list, out fault)
            ? new TokenBook(list, text, file, nobody, time, logger)
            : throw new InvalidConfigurationException([new ConfigurationFault("TokenFile", file, TokenSetting.ExpectedOf(fault))]);
    }

    /// <summary>Whose token it is; <see langword="null"/> if nobody's.</summary>
    public Caller? Find(string token)
    {
        var read = Volatile.Read(ref _read);
        if (_file is not null && _time.GetElapsedTime(read) > AgeMax
            && Interlocked.CompareExchange(ref _read, _time.GetTimestamp(), read) == read)
        {
            ReadAgain(_file);
        }

        return _list.Find(token);
    }

    private void ReadAgain(string file)
    {
        if (!TokenSetting.TryRead(file, out var text))
        {
            LogMessages.TokensKept(_logger, file, "it cannot be read");
        }
        else if (text != Interlocked.Exchange(ref _text, text))
        {
            if (TokenList.TryParse(text, _nobody, out var list, out var fault))
            {
                _list = list;
                LogMessages.TokensRead(_logger, file, list.Count);
            }
            else
            {
                LogMessages.TokensKept(_logger, file, fault);
            }
        }
    }
}
