<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="pt_BR" sourcelanguage="en">
<context>
    <name>Backup</name>
    <message numerus="yes">
        <source>%n file(s) could not be read: %1</source>
        <translation>
            <numerusform>%n arquivo não pôde ser lido: %1</numerusform>
            <numerusform>%n arquivos não puderam ser lidos: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CommandLine</name>
    <message>
        <source>everything SnapGPU writes (default: SNAPGPU_HOME)</source>
        <translation>tudo o que o SnapGPU grava (padrão: SNAPGPU_HOME)</translation>
    </message>
    <message>
        <source>one JSON object per line</source>
        <translation>um objeto JSON por linha</translation>
    </message>
    <message>
        <source>address of the vast.ai API (default: VAST_URL)</source>
        <translation>endereço da API do vast.ai (padrão: VAST_URL)</translation>
    </message>
    <message>
        <source>adaptive (default) or documented gaps between calls</source>
        <translation>intervalos adaptive (padrão) ou documented entre chamadas</translation>
    </message>
    <message>
        <source>use the built-in cloud on this computer</source>
        <translation>usar a nuvem embutida neste computador</translation>
    </message>
    <message>
        <source>sandbox seconds per second, when it is started</source>
        <translation>segundos do sandbox por segundo, ao iniciá-lo</translation>
    </message>
    <message>
        <source>faults of the sandbox, when it is started</source>
        <translation>falhas do sandbox, ao iniciá-lo</translation>
    </message>
    <message>
        <source>documented rate limits, when it is started</source>
        <translation>limites de chamadas documentados, ao iniciá-lo</translation>
    </message>
    <message>
        <source>seed of the sandbox, when it is started</source>
        <translation>semente do sandbox, ao iniciá-lo</translation>
    </message>
    <message>
        <source>restic repository (default: RESTIC_REPOSITORY)</source>
        <translation>repositório restic (padrão: RESTIC_REPOSITORY)</translation>
    </message>
    <message>
        <source>run restic for browsing there, over SSH</source>
        <translation>rodar o restic de consulta lá, por SSH</translation>
    </message>
    <message>
        <source>private key for the machines</source>
        <translation>chave privada para as máquinas</translation>
    </message>
    <message>
        <source>the ssh program</source>
        <translation>o programa ssh</translation>
    </message>
    <message>
        <source>the restic program on this computer</source>
        <translation>o programa restic neste computador</translation>
    </message>
    <message>
        <source>a machine nobody claims destroys itself after this (default 900)</source>
        <translation>uma máquina sem dono se destrói após este tempo (padrão 900)</translation>
    </message>
    <message>
        <source>wait this long for destroys to be confirmed (default 180)</source>
        <translation>quanto esperar pela confirmação das destruições (padrão 180)</translation>
    </message>
    <message>
        <source>fields, &apos;-&apos; after one = descending</source>
        <translation>campos; &apos;-&apos; depois de um = decrescente</translation>
    </message>
    <message>
        <source>most offers to show (default 64)</source>
        <translation>máximo de ofertas a mostrar (padrão 64)</translation>
    </message>
    <message>
        <source>on-demand, bid or reserved</source>
        <translation>on-demand, bid ou reserved</translation>
    </message>
    <message>
        <source>disk that is part of the price (default 5)</source>
        <translation>disco incluído no preço (padrão 5)</translation>
    </message>
    <message>
        <source>without the vendor&apos;s default filters</source>
        <translation>sem os filtros padrão do fornecedor</translation>
    </message>
    <message>
        <source>every snapshot; every machine of this home</source>
        <translation>todos os snapshots; todas as máquinas desta pasta</translation>
    </message>
    <message>
        <source>restored first; may be repeated</source>
        <translation>restaurado primeiro; pode ser repetido</translation>
    </message>
    <message>
        <source>where the files go on the machine</source>
        <translation>para onde vão os arquivos na máquina</translation>
    </message>
    <message>
        <source>run when the critical files are there</source>
        <translation>executado quando os arquivos críticos chegarem</translation>
    </message>
    <message>
        <source>machines at once (default 5)</source>
        <translation>máquinas ao mesmo tempo (padrão 5)</translation>
    </message>
    <message>
        <source>seconds before the next wave (default 10)</source>
        <translation>segundos até a próxima onda (padrão 10)</translation>
    </message>
    <message>
        <source>(default 3)</source>
        <translation>(padrão 3)</translation>
    </message>
    <message>
        <source>seconds until nobody ready is a failure (600)</source>
        <translation>segundos até desistir se ninguém ficar pronto (600)</translation>
    </message>
    <message>
        <source>most dollars per hour, all racers together</source>
        <translation>máximo de dólares por hora, todas as máquinas juntas</translation>
    </message>
    <message>
        <source>most dollars for the race</source>
        <translation>máximo de dólares para a corrida</translation>
    </message>
    <message>
        <source>docker image</source>
        <translation>imagem docker</translation>
    </message>
    <message>
        <source>disk of each machine (default 40)</source>
        <translation>disco de cada máquina (padrão 40)</translation>
    </message>
    <message>
        <source>a machine without nvidia-smi may win</source>
        <translation>uma máquina sem nvidia-smi pode vencer</translation>
    </message>
    <message>
        <source>stop after the win</source>
        <translation>parar depois da vitória</translation>
    </message>
    <message>
        <source>destroy the winner too, at the end</source>
        <translation>destruir também a vencedora, no fim</translation>
    </message>
    <message>
        <source>an interrupt during the restore keeps the winner</source>
        <translation>uma interrupção durante a restauração mantém a vencedora</translation>
    </message>
    <message>
        <source>this text</source>
        <translation>este texto</translation>
    </message>
    <message>
        <source>the version</source>
        <translation>a versão</translation>
    </message>
    <message>
        <source>what can be rented now</source>
        <translation>o que pode ser alugado agora</translation>
    </message>
    <message>
        <source>race, then restore on the winner</source>
        <translation>correr e restaurar na vencedora</translation>
    </message>
    <message>
        <source>the repository, one row per tree</source>
        <translation>o repositório, uma linha por árvore</translation>
    </message>
    <message>
        <source>files of a snapshot</source>
        <translation>arquivos de um snapshot</translation>
    </message>
    <message>
        <source>what changed between two snapshots</source>
        <translation>o que mudou entre dois snapshots</translation>
    </message>
    <message>
        <source>everything alive on the account</source>
        <translation>tudo o que está vivo na conta</translation>
    </message>
    <message>
        <source>restore on a machine of this home</source>
        <translation>restaurar em uma máquina desta pasta</translation>
    </message>
    <message>
        <source>destroy machines of this home</source>
        <translation>destruir máquinas desta pasta</translation>
    </message>
    <message>
        <source>destroy what a race left behind</source>
        <translation>destruir o que uma corrida deixou para trás</translation>
    </message>
    <message>
        <source>the built-in cloud</source>
        <translation>a nuvem embutida</translation>
    </message>
    <message>
        <source>most machines of this home alive at once</source>
        <translation>máximo de máquinas desta pasta vivas ao mesmo tempo</translation>
    </message>
    <message>
        <source>most dollars per day, all machines of this home</source>
        <translation>máximo de dólares por dia, todas as máquinas desta pasta</translation>
    </message>
    <message>
        <source>create and destroy many machines with one call</source>
        <translation>criar e destruir muitas máquinas com uma só chamada</translation>
    </message>
    <message>
        <source>where machines fetch restic, laid out like its release page; none = nowhere</source>
        <translation>de onde as máquinas baixam o restic, organizado como a página de versões dele; none = de lugar nenhum</translation>
    </message>
    <message>
        <source>to the repository (default: by the link, 32 or more)</source>
        <translation>até o repositório (padrão: conforme o link, 32 ou mais)</translation>
    </message>
    <message>
        <source>read everything again afterwards and mend what differs</source>
        <translation>ler tudo de novo depois e consertar o que diferir</translation>
    </message>
    <message>
        <source>host memory of a team: postgresql://user@host/database</source>
        <translation>memória de hosts de uma equipe: postgresql://usuário@host/banco</translation>
    </message>
    <message>
        <source>next wave when the racing hosts usually are ready (learned p60)</source>
        <translation>próxima onda quando os hosts na corrida costumam estar prontos (p60 aprendido)</translation>
    </message>
    <message>
        <source>hosts by time to work, ready, cost, or as listed (default work)</source>
        <translation>hosts por tempo até trabalhar (work), até ficar pronto (ready), custo (cost) ou na ordem da lista (listed); padrão work</translation>
    </message>
    <message>
        <source>what is remembered of the machines that were raced</source>
        <translation>o que se lembra das máquinas que correram</translation>
    </message>
    <message>
        <source>private key for --repo-host</source>
        <translation>chave privada para --repo-host</translation>
    </message>
    <message>
        <source>environment file on --repo-host, read there before restic</source>
        <translation>arquivo de ambiente em --repo-host, lido lá antes do restic</translation>
    </message>
    <message>
        <source>add this tag; may be repeated</source>
        <translation>acrescentar esta tag; pode ser repetida</translation>
    </message>
    <message>
        <source>take this tag away; may be repeated</source>
        <translation>tirar esta tag; pode ser repetida</translation>
    </message>
    <message>
        <source>keep the newest N</source>
        <translation>manter os N mais novos</translation>
    </message>
    <message>
        <source>keep one of each of N hours</source>
        <translation>manter um de cada uma de N horas</translation>
    </message>
    <message>
        <source>keep one of each of N days</source>
        <translation>manter um de cada um de N dias</translation>
    </message>
    <message>
        <source>keep one of each of N weeks</source>
        <translation>manter um de cada uma de N semanas</translation>
    </message>
    <message>
        <source>keep one of each of N months</source>
        <translation>manter um de cada um de N meses</translation>
    </message>
    <message>
        <source>keep one of each of N years</source>
        <translation>manter um de cada um de N anos</translation>
    </message>
    <message>
        <source>keep what is newer than this, for example 2m7d</source>
        <translation>manter o que é mais novo que isto, por exemplo 2m7d</translation>
    </message>
    <message>
        <source>keep what has this tag; may be repeated</source>
        <translation>manter o que tem esta tag; pode ser repetida</translation>
    </message>
    <message>
        <source>really forget</source>
        <translation>esquecer de verdade</translation>
    </message>
    <message>
        <source>also the last snapshot of a path</source>
        <translation>também o último snapshot de um caminho</translation>
    </message>
    <message>
        <source>only say what would be destroyed or forgotten</source>
        <translation>só dizer o que seria destruído ou esquecido</translation>
    </message>
    <message>
        <source>files by name in the snapshots</source>
        <translation>arquivos por nome nos snapshots</translation>
    </message>
    <message>
        <source>change tags</source>
        <translation>mudar tags</translation>
    </message>
    <message>
        <source>remove snapshots, by id or by policy</source>
        <translation>remover snapshots, por id ou por política</translation>
    </message>
    <message>
        <source>say what is wrong with it, or make it</source>
        <translation>dizer o que há de errado com ele, ou criá-lo</translation>
    </message>
    <message>
        <source>latest, an id or its beginning; ID:/FOLDER restores that folder</source>
        <translation>latest, um id ou o começo dele; ID:/PASTA restaura essa pasta</translation>
    </message>
    <message>
        <source>restore only what matches; may be repeated</source>
        <translation>restaura só o que corresponde; pode ser repetido</translation>
    </message>
    <message>
        <source>the same, upper and lower case being one</source>
        <translation>o mesmo, sem distinguir maiúsculas de minúsculas</translation>
    </message>
    <message>
        <source>--%1 needs a number from %2 to %3, not &quot;%4&quot;.</source>
        <translation>--%1 precisa de um número de %2 a %3, não &quot;%4&quot;.</translation>
    </message>
    <message>
        <source>vast (default) or runpod; of hosts: whose machine is meant</source>
        <translation>vast (padrão) ou runpod; em hosts: de quem é a máquina</translation>
    </message>
    <message>
        <source>address of the RunPod API (default: RUNPOD_URL)</source>
        <translation>endereço da API do RunPod (padrão: RUNPOD_URL)</translation>
    </message>
    <message>
        <source>only snapshots of this computer; of a backup: the name it gets</source>
        <translation>só snapshots deste computador; num backup: o nome que ele recebe</translation>
    </message>
    <message>
        <source>only snapshots with this tag; of a backup: a tag it gets</source>
        <translation>só snapshots com esta etiqueta; num backup: uma etiqueta que ele recebe</translation>
    </message>
    <message>
        <source>only snapshots of this path; what to back up (default: what was restored, else /workspace)</source>
        <translation>só snapshots deste caminho; num backup: o que copiar (padrão: o que foi restaurado, senão /workspace)</translation>
    </message>
    <message>
        <source>restore, or back up, all but what matches; may be repeated</source>
        <translation>restaurar, ou copiar, tudo menos o que corresponde; pode ser repetida</translation>
    </message>
    <message>
        <source>how often, for example 90s, 5m, 2h (default 5m)</source>
        <translation>de quanto em quanto tempo, por exemplo 90s, 5m, 2h (padrão 5m)</translation>
    </message>
    <message>
        <source>back up from a machine</source>
        <translation>fazer backup a partir de uma máquina</translation>
    </message>
    <message>
        <source>back up from a machine again and again</source>
        <translation>fazer backup de uma máquina continuamente</translation>
    </message>
</context>
<context>
    <name>Country</name>
    <message>
        <source>United Arab Emirates</source>
        <translation>Emirados Árabes Unidos</translation>
    </message>
    <message>
        <source>Albania</source>
        <translation>Albânia</translation>
    </message>
    <message>
        <source>Armenia</source>
        <translation>Armênia</translation>
    </message>
    <message>
        <source>Argentina</source>
        <translation>Argentina</translation>
    </message>
    <message>
        <source>Austria</source>
        <translation>Áustria</translation>
    </message>
    <message>
        <source>Australia</source>
        <translation>Austrália</translation>
    </message>
    <message>
        <source>Belgium</source>
        <translation>Bélgica</translation>
    </message>
    <message>
        <source>Bulgaria</source>
        <translation>Bulgária</translation>
    </message>
    <message>
        <source>Brazil</source>
        <translation>Brasil</translation>
    </message>
    <message>
        <source>Belarus</source>
        <translation>Belarus</translation>
    </message>
    <message>
        <source>Canada</source>
        <translation>Canadá</translation>
    </message>
    <message>
        <source>Switzerland</source>
        <translation>Suíça</translation>
    </message>
    <message>
        <source>Chile</source>
        <translation>Chile</translation>
    </message>
    <message>
        <source>China</source>
        <translation>China</translation>
    </message>
    <message>
        <source>Colombia</source>
        <translation>Colômbia</translation>
    </message>
    <message>
        <source>Czechia</source>
        <translation>Tchéquia</translation>
    </message>
    <message>
        <source>Germany</source>
        <translation>Alemanha</translation>
    </message>
    <message>
        <source>Denmark</source>
        <translation>Dinamarca</translation>
    </message>
    <message>
        <source>Estonia</source>
        <translation>Estônia</translation>
    </message>
    <message>
        <source>Egypt</source>
        <translation>Egito</translation>
    </message>
    <message>
        <source>Spain</source>
        <translation>Espanha</translation>
    </message>
    <message>
        <source>Finland</source>
        <translation>Finlândia</translation>
    </message>
    <message>
        <source>France</source>
        <translation>França</translation>
    </message>
    <message>
        <source>United Kingdom</source>
        <translation>Reino Unido</translation>
    </message>
    <message>
        <source>Georgia (country)</source>
        <translation>Geórgia (país)</translation>
    </message>
    <message>
        <source>Greece</source>
        <translation>Grécia</translation>
    </message>
    <message>
        <source>Hong Kong</source>
        <translation>Hong Kong</translation>
    </message>
    <message>
        <source>Croatia</source>
        <translation>Croácia</translation>
    </message>
    <message>
        <source>Hungary</source>
        <translation>Hungria</translation>
    </message>
    <message>
        <source>Indonesia</source>
        <translation>Indonésia</translation>
    </message>
    <message>
        <source>Ireland</source>
        <translation>Irlanda</translation>
    </message>
    <message>
        <source>Israel</source>
        <translation>Israel</translation>
    </message>
    <message>
        <source>India</source>
        <translation>Índia</translation>
    </message>
    <message>
        <source>Iceland</source>
        <translation>Islândia</translation>
    </message>
    <message>
        <source>Italy</source>
        <translation>Itália</translation>
    </message>
    <message>
        <source>Japan</source>
        <translation>Japão</translation>
    </message>
    <message>
        <source>Kenya</source>
        <translation>Quênia</translation>
    </message>
    <message>
        <source>South Korea</source>
        <translation>Coreia do Sul</translation>
    </message>
    <message>
        <source>Kazakhstan</source>
        <translation>Cazaquistão</translation>
    </message>
    <message>
        <source>Lithuania</source>
        <translation>Lituânia</translation>
    </message>
    <message>
        <source>Luxembourg</source>
        <translation>Luxemburgo</translation>
    </message>
    <message>
        <source>Latvia</source>
        <translation>Letônia</translation>
    </message>
    <message>
        <source>Moldova</source>
        <translation>Moldávia</translation>
    </message>
    <message>
        <source>Mexico</source>
        <translation>México</translation>
    </message>
    <message>
        <source>Malaysia</source>
        <translation>Malásia</translation>
    </message>
    <message>
        <source>Nigeria</source>
        <translation>Nigéria</translation>
    </message>
    <message>
        <source>Netherlands</source>
        <translation>Países Baixos</translation>
    </message>
    <message>
        <source>Norway</source>
        <translation>Noruega</translation>
    </message>
    <message>
        <source>New Zealand</source>
        <translation>Nova Zelândia</translation>
    </message>
    <message>
        <source>Peru</source>
        <translation>Peru</translation>
    </message>
    <message>
        <source>Philippines</source>
        <translation>Filipinas</translation>
    </message>
    <message>
        <source>Poland</source>
        <translation>Polônia</translation>
    </message>
    <message>
        <source>Puerto Rico</source>
        <translation>Porto Rico</translation>
    </message>
    <message>
        <source>Portugal</source>
        <translation>Portugal</translation>
    </message>
    <message>
        <source>Romania</source>
        <translation>Romênia</translation>
    </message>
    <message>
        <source>Serbia</source>
        <translation>Sérvia</translation>
    </message>
    <message>
        <source>Russia</source>
        <translation>Rússia</translation>
    </message>
    <message>
        <source>Saudi Arabia</source>
        <translation>Arábia Saudita</translation>
    </message>
    <message>
        <source>Sweden</source>
        <translation>Suécia</translation>
    </message>
    <message>
        <source>Singapore</source>
        <translation>Singapura</translation>
    </message>
    <message>
        <source>Slovenia</source>
        <translation>Eslovênia</translation>
    </message>
    <message>
        <source>Slovakia</source>
        <translation>Eslováquia</translation>
    </message>
    <message>
        <source>Thailand</source>
        <translation>Tailândia</translation>
    </message>
    <message>
        <source>Turkey</source>
        <translation>Turquia</translation>
    </message>
    <message>
        <source>Taiwan</source>
        <translation>Taiwan</translation>
    </message>
    <message>
        <source>Ukraine</source>
        <translation>Ucrânia</translation>
    </message>
    <message>
        <source>United States</source>
        <translation>Estados Unidos</translation>
    </message>
    <message>
        <source>Uruguay</source>
        <translation>Uruguai</translation>
    </message>
    <message>
        <source>Uzbekistan</source>
        <translation>Uzbequistão</translation>
    </message>
    <message>
        <source>Vietnam</source>
        <translation>Vietnã</translation>
    </message>
    <message>
        <source>South Africa</source>
        <translation>África do Sul</translation>
    </message>
    <message>
        <source>Elsewhere</source>
        <translation>Outros lugares</translation>
    </message>
</context>
<context>
    <name>Foreground</name>
    <message>
        <source>Another sandbox already uses %1; stop it with &quot;snapgpu-cli sandbox stop&quot; or use another --home.</source>
        <translation>Outro sandbox já usa %1; pare-o com &quot;snapgpu-cli sandbox stop&quot; ou use outro --home.</translation>
    </message>
    <message>
        <source>The sandbox answers at %1.</source>
        <translation>O sandbox responde em %1.</translation>
    </message>
</context>
<context>
    <name>Home</name>
    <message>
        <source>The folder %1 cannot be made. Choose another one with --home, or make its parent writable.</source>
        <translation>A pasta %1 não pôde ser criada. Escolha outra com --home ou torne gravável a pasta acima dela.</translation>
    </message>
    <message>
        <source>The folder %1 cannot be written (%2). Free some space or choose another one with --home.</source>
        <translation>A pasta %1 não pode ser gravada (%2). Libere espaço ou escolha outra com --home.</translation>
    </message>
</context>
<context>
    <name>OfferCache</name>
    <message>
        <source>The saved list of offers cannot be read (%1); a new search replaces it.</source>
        <translation>A lista de ofertas salva não pode ser lida (%1); uma nova busca a substitui.</translation>
    </message>
</context>
<context>
    <name>OfferField</name>
    <message>
        <source>GPU</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>N</source>
        <translation>N</translation>
    </message>
    <message>
        <source>VRAM</source>
        <translation>VRAM</translation>
    </message>
    <message>
        <source>GB</source>
        <translation>GB</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Lugar</translation>
    </message>
    <message>
        <source>$/h</source>
        <translation>US$/h</translation>
    </message>
    <message>
        <source>Rel.</source>
        <translation>Conf.</translation>
    </message>
    <message>
        <source>%</source>
        <translation>%</translation>
    </message>
    <message>
        <source>↓</source>
        <translation>↓</translation>
    </message>
    <message>
        <source>Mb/s</source>
        <translation>Mb/s</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>Disco</translation>
    </message>
    <message>
        <source>MB/s</source>
        <translation>MB/s</translation>
    </message>
    <message>
        <source>CUDA</source>
        <translation>CUDA</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>Host</translation>
    </message>
    <message>
        <source>Machine</source>
        <translation>Máquina</translation>
    </message>
    <message>
        <source>Boot</source>
        <translation>Partida</translation>
    </message>
    <message>
        <source>s</source>
        <translation>s</translation>
    </message>
    <message>
        <source>To work</source>
        <translation>Até trabalhar</translation>
    </message>
    <message>
        <source>$</source>
        <translation>US$</translation>
    </message>
    <message>
        <source>Snapshot traffic</source>
        <translation>Tráfego do snapshot</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Idade</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>Oferta</translation>
    </message>
    <message>
        <source>Host no.</source>
        <translation>Nº do host</translation>
    </message>
    <message>
        <source>Cloud</source>
        <translation>Nuvem</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>GPU alone</source>
        <translation>Só a GPU</translation>
    </message>
    <message>
        <source>Min. bid</source>
        <translation>Lance mín.</translation>
    </message>
    <message>
        <source>Disk price</source>
        <translation>Preço do disco</translation>
    </message>
    <message>
        <source>$/GB/month</source>
        <translation>US$/GB/mês</translation>
    </message>
    <message>
        <source>Disk cost</source>
        <translation>Custo do disco</translation>
    </message>
    <message>
        <source>↓ price</source>
        <translation>Preço ↓</translation>
    </message>
    <message>
        <source>$/GB</source>
        <translation>US$/GB</translation>
    </message>
    <message>
        <source>↑ price</source>
        <translation>Preço ↑</translation>
    </message>
    <message>
        <source>↑</source>
        <translation>↑</translation>
    </message>
    <message>
        <source>DLPerf</source>
        <translation>DLPerf</translation>
    </message>
    <message>
        <source>/$</source>
        <translation>/US$</translation>
    </message>
    <message>
        <source>TFLOPS</source>
        <translation>TFLOPS</translation>
    </message>
    <message>
        <source>Compute</source>
        <translation>Cálculo</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Pontuação</translation>
    </message>
    <message>
        <source>Total VRAM</source>
        <translation>VRAM total</translation>
    </message>
    <message>
        <source>Share of machine</source>
        <translation>Parte da máquina</translation>
    </message>
    <message>
        <source>VRAM speed</source>
        <translation>Velocidade da VRAM</translation>
    </message>
    <message>
        <source>GB/s</source>
        <translation>GB/s</translation>
    </message>
    <message>
        <source>Max. power</source>
        <translation>Potência máx.</translation>
    </message>
    <message>
        <source>W</source>
        <translation>W</translation>
    </message>
    <message>
        <source>Max. temperature</source>
        <translation>Temperatura máx.</translation>
    </message>
    <message>
        <source>°C</source>
        <translation>°C</translation>
    </message>
    <message>
        <source>GPU maker</source>
        <translation>Fabricante da GPU</translation>
    </message>
    <message>
        <source>PCIe lanes</source>
        <translation>Pistas PCIe</translation>
    </message>
    <message>
        <source>Display attached</source>
        <translation>Monitor ligado</translation>
    </message>
    <message>
        <source>GPU numbers</source>
        <translation>Números das GPUs</translation>
    </message>
    <message>
        <source>Compute capability</source>
        <translation>Capacidade de computação</translation>
    </message>
    <message>
        <source>Driver</source>
        <translation>Driver</translation>
    </message>
    <message>
        <source>Driver number</source>
        <translation>Número do driver</translation>
    </message>
    <message>
        <source>NVLink</source>
        <translation>NVLink</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>CPU type</source>
        <translation>Tipo de CPU</translation>
    </message>
    <message>
        <source>CPU cores</source>
        <translation>Núcleos da CPU</translation>
    </message>
    <message>
        <source>Own CPU cores</source>
        <translation>Núcleos próprios</translation>
    </message>
    <message>
        <source>CPU clock</source>
        <translation>Clock da CPU</translation>
    </message>
    <message>
        <source>GHz</source>
        <translation>GHz</translation>
    </message>
    <message>
        <source>RAM</source>
        <translation>RAM</translation>
    </message>
    <message>
        <source>AVX</source>
        <translation>AVX</translation>
    </message>
    <message>
        <source>Mainboard</source>
        <translation>Placa-mãe</translation>
    </message>
    <message>
        <source>Ubuntu</source>
        <translation>Ubuntu</translation>
    </message>
    <message>
        <source>PCIe version</source>
        <translation>Versão do PCIe</translation>
    </message>
    <message>
        <source>PCIe</source>
        <translation>PCIe</translation>
    </message>
    <message>
        <source>Disk model</source>
        <translation>Modelo do disco</translation>
    </message>
    <message>
        <source>Free disk</source>
        <translation>Disco livre</translation>
    </message>
    <message>
        <source>Direct ports</source>
        <translation>Portas diretas</translation>
    </message>
    <message>
        <source>First port</source>
        <translation>Primeira porta</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Endereço</translation>
    </message>
    <message>
        <source>Fixed address</source>
        <translation>Endereço fixo</translation>
    </message>
    <message>
        <source>Place code</source>
        <translation>Código do lugar</translation>
    </message>
    <message>
        <source>Longest rental</source>
        <translation>Aluguel mais longo</translation>
    </message>
    <message>
        <source>Listed since</source>
        <translation>Anunciada desde</translation>
    </message>
    <message>
        <source>Listed until</source>
        <translation>Anunciada até</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>Tempo restante</translation>
    </message>
    <message>
        <source>Time left as bid</source>
        <translation>Tempo restante como lance</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>Verificado</translation>
    </message>
    <message>
        <source>Datacenter</source>
        <translation>Datacenter</translation>
    </message>
    <message>
        <source>Verification</source>
        <translation>Verificação</translation>
    </message>
    <message>
        <source>Verification code</source>
        <translation>Código de verificação</translation>
    </message>
    <message>
        <source>VM deverified</source>
        <translation>VM perdeu a verificação</translation>
    </message>
    <message>
        <source>Runs VMs</source>
        <translation>Executa VMs</translation>
    </message>
    <message>
        <source>Partner market</source>
        <translation>Mercado parceiro</translation>
    </message>
    <message>
        <source>Rentable</source>
        <translation>Pode ser alugada</translation>
    </message>
    <message>
        <source>Rented by you</source>
        <translation>Alugada por você</translation>
    </message>
    <message>
        <source>Interruptible</source>
        <translation>Interrompível</translation>
    </message>
    <message>
        <source>Reliability 2</source>
        <translation>Confiabilidade 2</translation>
    </message>
    <message>
        <source>Reliability factor</source>
        <translation>Fator de confiabilidade</translation>
    </message>
    <message>
        <source>Expected reliability</source>
        <translation>Confiabilidade esperada</translation>
    </message>
    <message>
        <source>Hosting type</source>
        <translation>Tipo de hospedagem</translation>
    </message>
    <message>
        <source>Host name</source>
        <translation>Nome do host</translation>
    </message>
    <message>
        <source>Bundle</source>
        <translation>Grupo</translation>
    </message>
    <message>
        <source>Merged offers</source>
        <translation>Ofertas reunidas</translation>
    </message>
    <message>
        <source>Row of the answer</source>
        <translation>Linha da resposta</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>Cluster</translation>
    </message>
    <message>
        <source>Resource</source>
        <translation>Recurso</translation>
    </message>
    <message>
        <source>VRAM price</source>
        <translation>Preço da VRAM</translation>
    </message>
    <message>
        <source>$/MB/h</source>
        <translation>US$/MB/h</translation>
    </message>
    <message>
        <source>Adjusted total</source>
        <translation>Total ajustado</translation>
    </message>
    <message>
        <source>Platform fee</source>
        <translation>Taxa da plataforma</translation>
    </message>
    <message>
        <source>Best discount</source>
        <translation>Maior desconto</translation>
    </message>
    <message>
        <source>Discount</source>
        <translation>Desconto</translation>
    </message>
    <message>
        <source>Discounted GPU</source>
        <translation>GPU com desconto</translation>
    </message>
    <message>
        <source>Discounted total</source>
        <translation>Total com desconto</translation>
    </message>
    <message>
        <source>Search: GPU</source>
        <translation>Busca: GPU</translation>
    </message>
    <message>
        <source>Search: disk</source>
        <translation>Busca: disco</translation>
    </message>
    <message>
        <source>Search: total</source>
        <translation>Busca: total</translation>
    </message>
    <message>
        <source>Search: discount</source>
        <translation>Busca: desconto</translation>
    </message>
    <message>
        <source>Search: discounted</source>
        <translation>Busca: com desconto</translation>
    </message>
    <message>
        <source>Instance: GPU</source>
        <translation>Instância: GPU</translation>
    </message>
    <message>
        <source>Instance: disk</source>
        <translation>Instância: disco</translation>
    </message>
    <message>
        <source>Instance: total</source>
        <translation>Instância: total</translation>
    </message>
    <message>
        <source>Instance: discount</source>
        <translation>Instância: desconto</translation>
    </message>
    <message>
        <source>Instance: discounted</source>
        <translation>Instância: com desconto</translation>
    </message>
    <message>
        <source>$/TB</source>
        <translation>US$/TB</translation>
    </message>
    <message>
        <source>Volume ask</source>
        <translation>Oferta de volume</translation>
    </message>
    <message>
        <source>Volume price</source>
        <translation>Preço do volume</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Volume</translation>
    </message>
    <message>
        <source>Network disk, least</source>
        <translation>Disco de rede, mínimo</translation>
    </message>
    <message>
        <source>MiB/s</source>
        <translation>MiB/s</translation>
    </message>
    <message>
        <source>Network disk, most</source>
        <translation>Disco de rede, máximo</translation>
    </message>
    <message>
        <source>Network disk, mean</source>
        <translation>Disco de rede, média</translation>
    </message>
    <message>
        <source>Logo</source>
        <translation>Logotipo</translation>
    </message>
    <message>
        <source>Web page</source>
        <translation>Página web</translation>
    </message>
</context>
<context>
    <name>QObject</name>
    <message>
        <source>The keychain does not answer (%1). Unlock it, or set the environment variable instead.</source>
        <translation>O chaveiro não responde (%1). Desbloqueie-o ou use a variável de ambiente.</translation>
    </message>
</context>
<context>
    <name>Question</name>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
</context>
<context>
    <name>Region</name>
    <message>
        <source>North America</source>
        <translation>América do Norte</translation>
    </message>
    <message>
        <source>South America</source>
        <translation>América do Sul</translation>
    </message>
    <message>
        <source>Europe</source>
        <translation>Europa</translation>
    </message>
    <message>
        <source>Asia</source>
        <translation>Ásia</translation>
    </message>
    <message>
        <source>Oceania</source>
        <translation>Oceania</translation>
    </message>
    <message>
        <source>Africa</source>
        <translation>África</translation>
    </message>
</context>
<context>
    <name>Restic</name>
    <message>
        <source>restic&apos;s answer broke off or could not be understood. Try again.</source>
        <translation>A resposta do restic foi cortada ou não pôde ser entendida. Tente de novo.</translation>
    </message>
    <message>
        <source>The snapshot cache could not be written to %1: %2.</source>
        <translation>O cache de snapshots não pôde ser gravado em %1: %2.</translation>
    </message>
    <message>
        <source>That entry is not a symbolic link in this snapshot.</source>
        <translation>Essa entrada não é um link simbólico neste snapshot.</translation>
    </message>
    <message>
        <source>process %1 on %2 (%3) since %4</source>
        <translation>pelo processo %1 em %2 (%3) desde %4</translation>
    </message>
    <message>
        <source>restic&apos;s list of snapshots broke off or could not be understood. Try again.</source>
        <translation>A lista de snapshots do restic foi cortada ou não pôde ser entendida. Tente de novo.</translation>
    </message>
    <message>
        <source>The host key of %1 is not the one seen before, so SnapGPU does not log in there. If the server was set up anew, remove the file %2.</source>
        <translation>A chave de host de %1 não é a que foi vista antes, por isso o SnapGPU não entra lá. Se o servidor foi instalado de novo, remova o arquivo %2.</translation>
    </message>
    <message>
        <source>The name of the server %1 is not known. Check it and the network.</source>
        <translation>O nome do servidor %1 não é conhecido. Confira o nome e a rede.</translation>
    </message>
    <message>
        <source>The server %1 does not answer over SSH. Check its address and port, and that it is on.</source>
        <translation>O servidor %1 não responde por SSH. Confira o endereço e a porta, e se ele está ligado.</translation>
    </message>
    <message>
        <source>This restic cannot tell %1 from another link; one of 0.16 or newer can.</source>
        <translation>Este restic não consegue distinguir %1 de outro link; um a partir do 0.16 consegue.</translation>
    </message>
    <message>
        <source>The connection to the server %1 was lost, or restic was killed there. Try again.</source>
        <translation>A conexão com o servidor %1 foi perdida, ou o restic foi encerrado lá. Tente de novo.</translation>
    </message>
</context>
<context>
    <name>Restore</name>
    <message>
        <source>&quot;%1&quot; is no name for an environment variable.</source>
        <translation>&quot;%1&quot; não é nome de variável de ambiente.</translation>
    </message>
    <message>
        <source>A name or pattern holds a NUL byte, which no file name can.</source>
        <translation>Um nome ou padrão contém um byte NUL, o que nenhum nome de arquivo pode.</translation>
    </message>
    <message>
        <source>it cannot go on with what is there already</source>
        <translation>ele não aproveita o que já está lá</translation>
    </message>
    <message>
        <source>its progress is only counted</source>
        <translation>o progresso dele é apenas contado</translation>
    </message>
    <message>
        <source>holes in files become zeros</source>
        <translation>buracos em arquivos viram zeros</translation>
    </message>
    <message>
        <source>Nothing can be written to %1 on the machine: it is read-only. Choose another target folder.</source>
        <translation>Nada pode ser gravado em %1 na máquina: é somente leitura. Escolha outra pasta de destino.</translation>
    </message>
    <message>
        <source>restic ended on the machine without a word; it was probably killed. Restore again.</source>
        <translation>O restic terminou na máquina sem dizer nada; provavelmente foi morto. Restaure de novo.</translation>
    </message>
    <message>
        <source>The clock of the machine is wrong by %1 minutes, so the storage of %2 refuses what it signs. Set the clock there, or take another machine.</source>
        <translation>O relógio da máquina está errado em %1 minutos, por isso o armazenamento de %2 recusa o que ela assina. Acerte o relógio lá ou use outra máquina.</translation>
    </message>
    <message>
        <source>not %1</source>
        <translation>exceto %1</translation>
    </message>
    <message>
        <source>An empty pattern matches nothing; leave it out, or write * for everything.</source>
        <translation>Um padrão vazio não corresponde a nada; omita-o, ou escreva * para tudo.</translation>
    </message>
    <message>
        <source>The pattern &quot;%1&quot; is not well formed: close each [ with a ], and write \[ or \\ for the character itself.</source>
        <translation>O padrão &quot;%1&quot; está malformado: feche cada [ com um ], e escreva \[ ou \\ para o próprio caractere.</translation>
    </message>
    <message>
        <source>restic takes either patterns to include or patterns to exclude, not both. Write an exclusion behind the includes with a leading !, for example !*.tmp.</source>
        <translation>O restic aceita padrões a incluir ou padrões a excluir, não os dois. Escreva a exclusão depois das inclusões com um ! na frente, por exemplo !*.tmp.</translation>
    </message>
    <message>
        <source>A folder of a snapshot begins with a slash: &quot;%1&quot;.</source>
        <translation>Uma pasta de um snapshot começa com uma barra: &quot;%1&quot;.</translation>
    </message>
    <message>
        <source>restic on the machine is older than 0.16 and cannot restore one folder of a snapshot as a whole. Restore only %1 by a pattern (--include), or use an image with a newer restic.</source>
        <translation>O restic da máquina é anterior ao 0.16 e não restaura uma única pasta de um snapshot. Restaure só %1 com um padrão (--include), ou use uma imagem com um restic mais novo.</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>mais %n</numerusform>
            <numerusform>mais %n</numerusform>
        </translation>
    </message>
    <message>
        <source>restic was killed on the machine, usually because its memory ran out. Restore again, with fewer connections if it happens again; what is whole is kept.</source>
        <translation>O restic foi morto na máquina, geralmente por falta de memória. Restaure de novo, com menos conexões se acontecer outra vez; o que está inteiro fica.</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) could not be restored, the first of them %1: the repository is damaged there. Run &quot;restic check --read-data&quot; to see how much is lost.</source>
        <translation>
            <numerusform>%n arquivo não pôde ser restaurado, %1: o repositório está danificado ali. Rode &quot;restic check --read-data&quot; para ver quanto se perdeu.</numerusform>
            <numerusform>%n arquivos não puderam ser restaurados, o primeiro deles %1: o repositório está danificado ali. Rode &quot;restic check --read-data&quot; para ver quanto se perdeu.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) could not be restored; the first is %1 (%2). Restore again; what is whole is kept.</source>
        <translation>
            <numerusform>%n arquivo não pôde ser restaurado: %1 (%2). Restaure de novo; o que está inteiro fica.</numerusform>
            <numerusform>%n arquivos não puderam ser restaurados; o primeiro é %1 (%2). Restaure de novo; o que está inteiro fica.</numerusform>
        </translation>
    </message>
    <message>
        <source>The disk that holds restic&apos;s cache on the machine is full, so restic did not begin. Make room there (df ~/.cache) and restore again, or take a machine with a larger disk.</source>
        <translation>O disco que guarda o cache do restic na máquina está cheio, por isso o restic não começou. Libere espaço lá (df ~/.cache) e restaure de novo, ou escolha uma máquina com um disco maior.</translation>
    </message>
    <message>
        <source>The disk that holds %1 on the machine is full. Make room there and restore again, or take a machine with a larger disk; what is whole is kept.</source>
        <translation>O disco que guarda %1 na máquina está cheio. Libere espaço lá e restaure de novo, ou escolha uma máquina com um disco maior; o que está inteiro fica.</translation>
    </message>
</context>
<context>
    <name>Sandbox</name>
    <message>
        <source>The sandbox&apos;s state file was not written by this version.</source>
        <translation>O arquivo de estado do sandbox não foi escrito por esta versão.</translation>
    </message>
    <message>
        <source>The sandbox cannot listen on port %1 of 127.0.0.1: %2. Choose another port with --port.</source>
        <translation>O sandbox não consegue escutar na porta %1 de 127.0.0.1: %2. Escolha outra porta com --port.</translation>
    </message>
    <message>
        <source>The sandbox needs %1, which is not installed. Install it with: apt-get install %2</source>
        <translation>O sandbox precisa de %1, que não está instalado. Instale com: apt-get install %2</translation>
    </message>
    <message>
        <source>The sandbox cannot make its machines because bwrap may not create namespaces here (%1). Allow user namespaces (sysctl -w kernel.apparmor_restrict_unprivileged_userns=0), or in a container start it with --privileged.</source>
        <translation>O sandbox não consegue criar suas máquinas porque o bwrap não pode criar namespaces aqui (%1). Permita user namespaces (sysctl -w kernel.apparmor_restrict_unprivileged_userns=0) ou, em um contêiner, inicie-o com --privileged.</translation>
    </message>
    <message>
        <source>The sandbox could not write %1 (%2). Free some space or choose another home.</source>
        <translation>O sandbox não conseguiu gravar %1 (%2). Libere espaço ou escolha outra pasta.</translation>
    </message>
    <message>
        <source>The sandbox&apos;s memory %1 cannot be read. Delete that file to begin with an empty sandbox.</source>
        <translation>A memória do sandbox %1 não pode ser lida. Apague esse arquivo para começar com um sandbox vazio.</translation>
    </message>
    <message>
        <source>The demo workspace could not be written (%1: %2). Free some space or choose another home.</source>
        <translation>A área de trabalho de demonstração não pôde ser gravada (%1: %2). Libere espaço ou escolha outra pasta.</translation>
    </message>
    <message>
        <source>The file %1 cannot be written (%2). Free some space or make it writable.</source>
        <translation>O arquivo %1 não pode ser gravado (%2). Libere espaço ou torne-o gravável.</translation>
    </message>
    <message>
        <source>The sandbox needs ssh-keygen, which is not installed: apt install openssh-client</source>
        <translation>O sandbox precisa de ssh-keygen, que não está instalado: apt install openssh-client</translation>
    </message>
    <message>
        <source>The sandbox could not make its SSH key in %1: %2</source>
        <translation>O sandbox não conseguiu criar sua chave SSH em %1: %2</translation>
    </message>
    <message>
        <source>The sandbox&apos;s public key %1 is missing. Delete %2 and start again to make a new pair.</source>
        <translation>A chave pública do sandbox %1 está faltando. Apague %2 e comece de novo para criar um novo par.</translation>
    </message>
</context>
<context>
    <name>SpendCaps</name>
    <message>
        <source>A wave of %1 machines does not fit under the cap of %2 machines while %3 of this home are alive, so nothing was rented. Destroy some, race fewer at once, or raise the cap.</source>
        <translation>Uma onda de %1 máquinas não cabe no limite de %2 máquinas enquanto %3 desta pasta estão vivas; por isso nada foi alugado. Destrua algumas, corra com menos de cada vez ou aumente o limite.</translation>
    </message>
    <message>
        <source>Today cost %1 so far and the machines alive go on costing %2 per hour, which leaves nothing of the cap of %3 per day, so nothing was rented. Raise the cap or wait until midnight.</source>
        <translation>O dia já custou %1 e as máquinas vivas continuam custando %2 por hora, o que não deixa nada do limite de %3 por dia; por isso nada foi alugado. Aumente o limite ou espere até a meia-noite.</translation>
    </message>
</context>
<context>
    <name>Table</name>
    <message>
        <source>Copy rows</source>
        <translation>Copiar linhas</translation>
    </message>
</context>
<context>
    <name>Terminal</name>
    <message>
        <source>No terminal program was found: name yours in the settings, or copy the ssh command instead.</source>
        <translation>Nenhum programa de terminal foi encontrado: indique o seu nos ajustes ou copie o comando ssh.</translation>
    </message>
</context>
<context>
    <name>WinnerWatch</name>
    <message>
        <source>The machine was outbid, and the provider stopped it in the middle of the restore. Its files stay there and its disk costs %1 per hour until you destroy it; destroy it and race again, with a higher bid or on demand.</source>
        <translation>Alguém deu um lance maior, e o provedor parou a máquina no meio da restauração. Os arquivos ficam nela e o disco custa %1 por hora até você destruí-la; destrua-a e corra de novo, com um lance maior ou sob demanda.</translation>
    </message>
    <message>
        <source>The provider stopped the machine in the middle of the restore: the credit ran out, or somebody stopped it there. Its files stay and its disk costs %1 per hour until you destroy it.</source>
        <translation>O provedor parou a máquina no meio da restauração: o crédito acabou ou alguém a parou por lá. Os arquivos ficam nela e o disco custa %1 por hora até você destruí-la.</translation>
    </message>
    <message>
        <source>The machine vanished in the middle of the restore: the provider no longer lists it.</source>
        <translation>A máquina sumiu no meio da restauração: o provedor não a lista mais.</translation>
    </message>
    <message>
        <source>The machine died in the middle of the restore. %1</source>
        <translation>A máquina morreu no meio da restauração. %1</translation>
    </message>
</context>
<context>
    <name>snapgpu</name>
    <message>
        <source>A driver version has three numbers with dots between, not “%1”.</source>
        <translation>Uma versão de driver tem três números separados por pontos, não “%1”.</translation>
    </message>
    <message>
        <source>%1 needs a number, not “%2”.</source>
        <translation>%1 precisa de um número, não de “%2”.</translation>
    </message>
    <message>
        <source>%1 takes no list; write a range instead.</source>
        <translation>%1 não aceita lista; escreva um intervalo.</translation>
    </message>
    <message>
        <source>Unknown field “%1”; it is sent all the same.</source>
        <translation>Campo desconhecido “%1”; ele é enviado mesmo assim.</translation>
    </message>
    <message>
        <source>Unknown field “%1”; it is sent all the same. Did you mean %2?</source>
        <translation>Campo desconhecido “%1”; ele é enviado mesmo assim. Você quis dizer %2?</translation>
    </message>
    <message>
        <source>After “%1” a comparison such as &gt;= is missing.</source>
        <translation>Depois de “%1” falta uma comparação como &gt;=.</translation>
    </message>
    <message>
        <source>Unknown operator “%1”.</source>
        <translation>Operador desconhecido “%1”.</translation>
    </message>
    <message>
        <source>The value of “%1” cannot be blank.</source>
        <translation>O valor de “%1” não pode ficar vazio.</translation>
    </message>
    <message>
        <source>“%1” only makes sense with “=”.</source>
        <translation>“%1” só faz sentido com “=”.</translation>
    </message>
    <message>
        <source>“%1” is not understood here; a field name is expected.</source>
        <translation>“%1” não é entendido aqui; espera-se um nome de campo.</translation>
    </message>
    <message>
        <source>Separate conditions by blanks only: num_gpus=1 dph&lt;=0.5</source>
        <translation>Separe as condições só com espaços: num_gpus=1 dph&lt;=0.5</translation>
    </message>
    <message>
        <source>failed, destroyed</source>
        <translation>falhou, destruída</translation>
    </message>
    <message>
        <source>failed, destroying</source>
        <translation>falhou, destruindo</translation>
    </message>
    <message>
        <source>destroyed</source>
        <translation>destruída</translation>
    </message>
    <message>
        <source>destroying</source>
        <translation>destruindo</translation>
    </message>
    <message>
        <source>create</source>
        <comment>stage of a boot</comment>
        <translation>criação</translation>
    </message>
    <message>
        <source>host</source>
        <comment>stage of a boot</comment>
        <translation>host</translation>
    </message>
    <message>
        <source>image</source>
        <comment>stage of a boot</comment>
        <translation>imagem</translation>
    </message>
    <message>
        <source>ssh</source>
        <comment>stage of a boot</comment>
        <translation>ssh</translation>
    </message>
    <message>
        <source>check</source>
        <comment>stage of a boot</comment>
        <translation>teste</translation>
    </message>
    <message>
        <source>next</source>
        <comment>a racer that will be created now</comment>
        <translation>próxima</translation>
    </message>
    <message>
        <source>creating</source>
        <translation>criando</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>recusada</translation>
    </message>
    <message>
        <source>looking for it</source>
        <translation>procurando por ela</translation>
    </message>
    <message>
        <source>booting</source>
        <translation>iniciando</translation>
    </message>
    <message>
        <source>checking</source>
        <translation>testando</translation>
    </message>
    <message>
        <source>winner</source>
        <translation>vencedora</translation>
    </message>
    <message>
        <source>ready in %1</source>
        <translation>pronta em %1</translation>
    </message>
    <message>
        <source>The connection to %1 was lost. What runs on the machine goes on.</source>
        <translation>A conexão com %1 caiu. O que roda na máquina continua.</translation>
    </message>
    <message>
        <source>The agent on %1 ended by itself.</source>
        <translation>O agente em %1 terminou sozinho.</translation>
    </message>
    <message>
        <source>The program &quot;%1&quot; could not be started. Install the OpenSSH client (package openssh-client).</source>
        <translation>O programa &quot;%1&quot; não pôde ser iniciado. Instale o cliente OpenSSH (pacote openssh-client).</translation>
    </message>
    <message>
        <source>The host key of %1 is not the one seen before, so SnapGPU does not log in there.</source>
        <translation>A chave de host de %1 não é a vista antes, por isso o SnapGPU não entra lá.</translation>
    </message>
    <message>
        <source>%1 refuses the SSH key. Check that the private key in the settings belongs to the public key that was given to the machine.</source>
        <translation>%1 recusa a chave SSH. Verifique se a chave privada dos ajustes pertence à chave pública dada à máquina.</translation>
    </message>
    <message>
        <source>SSH at %1 does not answer yet.</source>
        <translation>O SSH em %1 ainda não responde.</translation>
    </message>
    <message>
        <source>%1 let SnapGPU in, but its shell ended before the agent could start.</source>
        <translation>%1 deixou o SnapGPU entrar, mas o shell terminou antes de o agente iniciar.</translation>
    </message>
    <message>
        <source>The file %1 named by %2 cannot be read (%3). Correct the variable or the file&apos;s rights.</source>
        <translation>O arquivo %1 indicado por %2 não pode ser lido (%3). Corrija a variável ou as permissões do arquivo.</translation>
    </message>
    <message>
        <source>RESTIC_PASSWORD_COMMAND and RESTIC_PASSWORD_FILE exclude each other. Unset one of them.</source>
        <translation>RESTIC_PASSWORD_COMMAND e RESTIC_PASSWORD_FILE se excluem. Retire um deles.</translation>
    </message>
    <message>
        <source>The SSH key %1 cannot be read. Name another file with --ssh-key.</source>
        <translation>A chave SSH %1 não pode ser lida. Indique outro arquivo com --ssh-key.</translation>
    </message>
    <message>
        <source>The public half of the SSH key %1 is missing: there is no readable %1.pub, and ssh-keygen could not make it. Put the .pub file beside the key or name another key with --ssh-key.</source>
        <translation>Falta a metade pública da chave SSH %1: não há %1.pub legível, e o ssh-keygen não conseguiu criá-la. Ponha o arquivo .pub ao lado da chave ou indique outra com --ssh-key.</translation>
    </message>
    <message>
        <source>There is no SSH key in %1. Make one with &quot;ssh-keygen -t ed25519&quot;, or name one with --ssh-key.</source>
        <translation>Não há chave SSH em %1. Crie uma com &quot;ssh-keygen -t ed25519&quot; ou indique uma com --ssh-key.</translation>
    </message>
    <message>
        <source>The repository password is wrong for %1. Check RESTIC_PASSWORD or the settings.</source>
        <translation>A senha do repositório %1 está errada. Verifique RESTIC_PASSWORD ou os ajustes.</translation>
    </message>
    <message>
        <source>The repository %1 is locked by another restic. Wait for it, or run &quot;restic unlock&quot; if it died.</source>
        <translation>O repositório %1 está travado por outro restic. Espere por ele ou rode &quot;restic unlock&quot; se ele morreu.</translation>
    </message>
    <message>
        <source>There is no restic repository at %1. Check the address.</source>
        <translation>Não há repositório restic em %1. Verifique o endereço.</translation>
    </message>
    <message>
        <source>The repository %1 cannot be reached. Check the address and the network.</source>
        <translation>O repositório %1 não pode ser alcançado. Verifique o endereço e a rede.</translation>
    </message>
    <message>
        <source>The disk is full, so restic could not go on. Take a machine with a larger disk.</source>
        <translation>O disco está cheio, por isso o restic não pôde continuar. Escolha uma máquina com disco maior.</translation>
    </message>
    <message>
        <source>The snapshot is not in %1 any more. Refresh the list and choose another.</source>
        <translation>O snapshot não está mais em %1. Atualize a lista e escolha outro.</translation>
    </message>
    <message>
        <source>restic ended with exit code %1.</source>
        <translation>O restic terminou com o código %1.</translation>
    </message>
    <message>
        <source>restic ended with exit code %1: %2</source>
        <translation>O restic terminou com o código %1: %2</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a snapshot id. An id is hexadecimal, as in the list of snapshots.</source>
        <translation>&quot;%1&quot; não é um id de snapshot. Um id é hexadecimal, como na lista de snapshots.</translation>
    </message>
    <message>
        <source>The repository holds no snapshots yet. Make a backup first.</source>
        <translation>O repositório ainda não tem snapshots. Faça um backup primeiro.</translation>
    </message>
    <message>
        <source>There is no snapshot &quot;%1&quot; in the repository. Run &quot;snapgpu-cli snapshots&quot; to see what there is.</source>
        <translation>Não há snapshot &quot;%1&quot; no repositório. Rode &quot;snapgpu-cli snapshots&quot; para ver o que existe.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; begins the ids of %2 snapshots. Give more characters of the id.</source>
        <translation>&quot;%1&quot; é o começo do id de %2 snapshots. Informe mais caracteres do id.</translation>
    </message>
    <message>
        <source>The ledger %1 is damaged, so SnapGPU cannot know which machines it rented: check the provider&apos;s own list of machines, then start with a fresh ledger.</source>
        <translation>O registro %1 está danificado, por isso o SnapGPU não sabe quais máquinas alugou: confira a lista de máquinas do próprio provedor e comece com um registro novo.</translation>
    </message>
    <message>
        <source>The ledger %1 was written by a newer SnapGPU; use that version, or another folder with --home.</source>
        <translation>O registro %1 foi escrito por um SnapGPU mais novo; use aquela versão ou outra pasta com --home.</translation>
    </message>
    <message>
        <source>The ledger %1 cannot be written (%2), so no machine is rented: free some space, or make the folder writable.</source>
        <translation>O registro %1 não pode ser gravado (%2), por isso nenhuma máquina é alugada: libere espaço ou torne a pasta gravável.</translation>
    </message>
    <message>
        <source>Qt&apos;s SQLite driver is not installed, so the ledger cannot be kept: install the package libqt6sql6-sqlite.</source>
        <translation>O driver SQLite do Qt não está instalado, por isso o registro não pode ser mantido: instale o pacote libqt6sql6-sqlite.</translation>
    </message>
    <message>
        <source>The ledger %1 could not be copied to %2 before it is changed (%3); free some space.</source>
        <translation>O registro %1 não pôde ser copiado para %2 antes da mudança (%3); libere espaço.</translation>
    </message>
    <message>
        <source>Nothing can be written to %1. Choose another folder.</source>
        <translation>Não é possível gravar em %1. Escolha outra pasta.</translation>
    </message>
    <message>
        <source>There is no such bucket at %1. Check the bucket&apos;s name, or make it at the provider first.</source>
        <translation>Não existe esse bucket em %1. Confira o nome do bucket ou crie-o antes no provedor.</translation>
    </message>
    <message>
        <source>The address %1 leads nowhere: its server&apos;s name is not known or it is not written as restic expects. Check it.</source>
        <translation>O endereço %1 não leva a lugar nenhum: o nome do servidor não é conhecido ou não está escrito como o restic espera. Confira-o.</translation>
    </message>
    <message>
        <source>The access key for %1 has expired. Make a new one at the provider and put it in.</source>
        <translation>A chave de acesso de %1 expirou. Crie uma nova no provedor e informe-a.</translation>
    </message>
    <message>
        <source>The storage of %1 refuses the clock that signs for it: the time there and here differ by more than 15 minutes. Set the clock right.</source>
        <translation>O armazenamento de %1 recusa o relógio que assina os pedidos: a hora de lá e a daqui diferem em mais de 15 minutos. Acerte o relógio.</translation>
    </message>
    <message>
        <source>The repository %1 was made by a newer restic than the one here. Install a newer restic.</source>
        <translation>O repositório %1 foi criado por um restic mais novo que o daqui. Instale um restic mais novo.</translation>
    </message>
    <message>
        <source>The repository %1 is damaged: restic could not read what it wrote. Run &quot;restic check&quot; to see how much is lost.</source>
        <translation>O repositório %1 está danificado: o restic não conseguiu ler o que gravou. Execute &quot;restic check&quot; para ver quanto se perdeu.</translation>
    </message>
    <message>
        <source>There is a restic repository at %1 already, so none was made. Open it instead.</source>
        <translation>Já existe um repositório restic em %1, por isso nenhum foi criado. Abra o que existe.</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>sim</translation>
    </message>
    <message>
        <source>no</source>
        <translation>não</translation>
    </message>
    <message>
        <source>%1 d</source>
        <comment>days</comment>
        <translation>%1 d</translation>
    </message>
    <message>
        <source>datacenter</source>
        <comment>kind of host</comment>
        <translation>datacenter</translation>
    </message>
    <message>
        <source>verified</source>
        <comment>kind of host</comment>
        <translation>verificado</translation>
    </message>
    <message>
        <source>unverified</source>
        <comment>kind of host</comment>
        <translation>não verificado</translation>
    </message>
    <message>
        <source>is</source>
        <translation>é</translation>
    </message>
    <message>
        <source>is not</source>
        <translation>não é</translation>
    </message>
    <message>
        <source>is one of</source>
        <translation>é um de</translation>
    </message>
    <message>
        <source>is none of</source>
        <translation>não é nenhum de</translation>
    </message>
    <message>
        <source>at least</source>
        <translation>pelo menos</translation>
    </message>
    <message>
        <source>at most</source>
        <translation>no máximo</translation>
    </message>
    <message>
        <source>more than</source>
        <translation>mais de</translation>
    </message>
    <message>
        <source>less than</source>
        <translation>menos de</translation>
    </message>
    <message>
        <source>no condition, also not the usual one</source>
        <translation>sem condição, nem a padrão</translation>
    </message>
    <message>
        <source>%1 s</source>
        <comment>seconds</comment>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <comment>minutes</comment>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h</source>
        <comment>hours</comment>
        <translation>%1 h</translation>
    </message>
    <message>
        <source>%1 %</source>
        <comment>percent</comment>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>MMM d</source>
        <comment>day on an axis</comment>
        <translation>d &apos;de&apos; MMM</translation>
    </message>
    <message>
        <source>not reached</source>
        <translation>não alcançada</translation>
    </message>
    <message>
        <source>Nothing to draw yet</source>
        <translation>Nada para desenhar ainda</translation>
    </message>
    <message>
        <source>No boot in the memory passes these filters. Every race adds what each of its machines did; widen the period or take a filter away.</source>
        <translation>Nenhum início na memória passa por estes filtros. Cada corrida acrescenta o que cada máquina fez; aumente o período ou retire um filtro.</translation>
    </message>
    <message numerus="yes">
        <source>%n smaller group(s) left out</source>
        <translation>
            <numerusform>%n grupo menor fora</numerusform>
            <numerusform>%n grupos menores fora</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: half are ready within %2, 95 % within %3.</source>
        <translation>%1: metade fica pronta em até %2, 95 % em até %3.</translation>
    </message>
    <message>
        <source>The groups differ (log-rank test, p = %1).</source>
        <translation>Os grupos diferem (teste log-rank, p = %1).</translation>
    </message>
    <message>
        <source>The groups may well be alike (log-rank test, p = %1).</source>
        <translation>Os grupos podem muito bem ser iguais (teste log-rank, p = %1).</translation>
    </message>
    <message>
        <source>all machines</source>
        <translation>todas as máquinas</translation>
    </message>
    <message>
        <source>machine %1</source>
        <translation>máquina %1</translation>
    </message>
    <message>
        <source>host %1</source>
        <translation>host %1</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>não informado</translation>
    </message>
    <message>
        <source>Ready within … of renting</source>
        <translation>Pronta em até … do aluguel</translation>
    </message>
    <message>
        <source>Time since the machine was rented</source>
        <translation>Tempo desde o aluguel da máquina</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Pronta</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Grupo</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>Low (95 %)</source>
        <translation>Mínimo (95 %)</translation>
    </message>
    <message>
        <source>High (95 %)</source>
        <translation>Máximo (95 %)</translation>
    </message>
    <message>
        <source>At risk</source>
        <translation>Em risco</translation>
    </message>
    <message>
        <source>Boots</source>
        <translation>Inícios</translation>
    </message>
    <message>
        <source>banned by you</source>
        <translation>banida por você</translation>
    </message>
    <message>
        <source>pinned</source>
        <translation>fixada</translation>
    </message>
    <message numerus="yes">
        <source>%n dud(s)</source>
        <translation>
            <numerusform>%n falha</numerusform>
            <numerusform>%n falhas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) off</source>
        <translation>
            <numerusform>%n dia fora</numerusform>
            <numerusform>%n dias fora</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n h off</source>
        <translation>
            <numerusform>%n h fora</numerusform>
            <numerusform>%n h fora</numerusform>
        </translation>
    </message>
    <message>
        <source>Fast hosts</source>
        <translation>Hosts rápidos</translation>
    </message>
    <message>
        <source>median to p95</source>
        <translation>da mediana ao p95</translation>
    </message>
    <message>
        <source>Machine</source>
        <translation>Máquina</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Lugar</translation>
    </message>
    <message>
        <source>Median</source>
        <translation>Mediana</translation>
    </message>
    <message>
        <source>p95</source>
        <translation>p95</translation>
    </message>
    <message>
        <source>Duds</source>
        <translation>Falhas</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>No machine has a median yet.</source>
        <translation>Nenhuma máquina tem mediana ainda.</translation>
    </message>
    <message>
        <source>Fastest: machine %1 with a median of %2.</source>
        <translation>A mais rápida: máquina %1, com mediana de %2.</translation>
    </message>
    <message>
        <source>Where the time goes</source>
        <translation>Para onde vai o tempo</translation>
    </message>
    <message>
        <source>mean of the boots that became ready</source>
        <translation>média dos inícios que ficaram prontos</translation>
    </message>
    <message>
        <source>create</source>
        <translation>criação</translation>
    </message>
    <message>
        <source>host</source>
        <translation>host</translation>
    </message>
    <message>
        <source>image</source>
        <translation>imagem</translation>
    </message>
    <message>
        <source>SSH</source>
        <translation>SSH</translation>
    </message>
    <message>
        <source>check</source>
        <translation>teste</translation>
    </message>
    <message>
        <source>Together</source>
        <translation>Soma</translation>
    </message>
    <message>
        <source>%1: %2 in all, of which %3 for the image.</source>
        <translation>%1: %2 ao todo, dos quais %3 para a imagem.</translation>
    </message>
    <message>
        <source>Every attempt</source>
        <translation>Todas as tentativas</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>pronta</translation>
    </message>
    <message>
        <source>cancelled: at least this long</source>
        <translation>cancelada: pelo menos isto</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>falhou</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Começo</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Resultado</translation>
    </message>
    <message>
        <source>GPU</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>%1 of %2 attempts, evenly chosen</source>
        <translation>%1 de %2 tentativas, escolhidas por igual</translation>
    </message>
    <message>
        <source>%1 ready, %2 cancelled, %3 failed.</source>
        <translation>%1 prontas, %2 canceladas, %3 falharam.</translation>
    </message>
    <message>
        <source>How long it took</source>
        <translation>Quanto tempo levou</translation>
    </message>
    <message>
        <source>bars of %1; the last one holds everything longer</source>
        <translation>barras de %1; a última reúne tudo o que levou mais</translation>
    </message>
    <message>
        <source>From</source>
        <translation>De</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Até</translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation>Tentativas</translation>
    </message>
    <message>
        <source>Kaplan–Meier · losers censored, 95 % bands</source>
        <translation>Kaplan–Meier · perdedoras censuradas, faixas de 95 %</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no address of an S3 service. It looks like https://ACCOUNT.r2.cloudflarestorage.com.</source>
        <translation>&quot;%1&quot; não é o endereço de um serviço S3. Ele se parece com https://ACCOUNT.r2.cloudflarestorage.com.</translation>
    </message>
    <message>
        <source>The address holds a user or password. Take it out: keys have fields of their own.</source>
        <translation>O endereço contém um usuário ou uma senha. Tire-os: as chaves têm campos próprios.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no name of a bucket: it has 3 to 63 small letters, digits, dots and hyphens.</source>
        <translation>&quot;%1&quot; não é nome de bucket: ele tem de 3 a 63 letras minúsculas, dígitos, pontos e hifens.</translation>
    </message>
    <message>
        <source>The address holds a password; take it out and give it in its own field.</source>
        <translation>O endereço contém uma senha; retire-a e informe-a no campo próprio.</translation>
    </message>
    <message>
        <source>Give the account id of Cloudflare, or the whole endpoint.</source>
        <translation>Informe o id da conta (account id) da Cloudflare ou o endpoint inteiro.</translation>
    </message>
    <message>
        <source>Give the endpoint, for example s3.eu-central-1.amazonaws.com.</source>
        <translation>Informe o endpoint, por exemplo s3.eu-central-1.amazonaws.com.</translation>
    </message>
    <message>
        <source>Give the computer that keeps the repository, as user@host.</source>
        <translation>Informe o computador que guarda o repositório, como usuario@host.</translation>
    </message>
    <message>
        <source>Give the folder of the repository on that computer.</source>
        <translation>Informe a pasta do repositório naquele computador.</translation>
    </message>
    <message>
        <source>Give the folder of the repository.</source>
        <translation>Informe a pasta do repositório.</translation>
    </message>
    <message>
        <source>Give the address as restic takes it.</source>
        <translation>Informe o endereço como o restic o aceita.</translation>
    </message>
    <message>
        <source>A bucket has 3 to 63 lower-case letters, digits, dots and dashes.</source>
        <translation>Um bucket tem de 3 a 63 letras minúsculas, dígitos, pontos e hifens.</translation>
    </message>
    <message>
        <source>The saved list of offers is damaged and is left out; a new search replaces it.</source>
        <translation>A lista de ofertas salva está danificada e foi deixada de lado; uma nova busca a substitui.</translation>
    </message>
    <message>
        <source>The saved list of offers was written by another version and is left out; a new search replaces it.</source>
        <translation>A lista de ofertas salva foi gravada por outra versão e foi deixada de lado; uma nova busca a substitui.</translation>
    </message>
    <message>
        <source>There is no restic repository at %1: that bucket is not there, or holds none at this path. Check both.</source>
        <translation>Não há repositório restic em %1: o bucket não existe, ou não guarda nenhum nesse caminho. Confira os dois.</translation>
    </message>
    <message>
        <source>The bucket of %1 lies in another region than the one given. Set its region; for Cloudflare R2 it is auto.</source>
        <translation>O bucket de %1 fica em outra região que a informada. Informe a região dele; no Cloudflare R2 é auto.</translation>
    </message>
    <message>
        <source>The storage of %1 refuses the login. Check its user, key and rights.</source>
        <translation>O armazenamento de %1 recusa o acesso. Confira o usuário, a chave e as permissões.</translation>
    </message>
    <message>
        <source>The environment file of %1 cannot be read on its host, or is no shell file. Check its name, rights and text there.</source>
        <translation>O arquivo de ambiente de %1 não pode ser lido no servidor dele, ou não é um arquivo de shell. Confira lá o nome, as permissões e o texto.</translation>
    </message>
    <message>
        <source>restic is not installed where it should run. Install it there (package restic).</source>
        <translation>O restic não está instalado onde deveria rodar. Instale-o lá (pacote restic).</translation>
    </message>
    <message>
        <source>%1 cannot be made here: devices are made by root only (&quot;sudo restic restore&quot;), sockets by the program that listens on them.</source>
        <translation>%1 não pode ser criado aqui: dispositivos só o root cria (&quot;sudo restic restore&quot;), sockets quem os cria é o programa que os escuta.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln boot(s)</source>
        <translation>
            <numerusform>%Ln início</numerusform>
            <numerusform>%Ln inícios</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln attempt(s)</source>
        <translation>
            <numerusform>%Ln tentativa</numerusform>
            <numerusform>%Ln tentativas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>p50 %1 · %Ln boot(s)</source>
        <translation>
            <numerusform>p50 %1 · %Ln início</numerusform>
            <numerusform>p50 %1 · %Ln inícios</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>p50 not reached · %Ln boot(s)</source>
        <translation>
            <numerusform>p50 não alcançado · %Ln início</numerusform>
            <numerusform>p50 não alcançado · %Ln inícios</numerusform>
        </translation>
    </message>
    <message>
        <source>The storage of %1 refuses its access keys: they are wrong, expired, or may not read there. Check AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.</source>
        <translation>O armazenamento de %1 recusa as chaves de acesso: estão erradas, vencidas ou não podem ler lá. Confira AWS_ACCESS_KEY_ID e AWS_SECRET_ACCESS_KEY.</translation>
    </message>
    <message>
        <source>restic crashed (%1). Try a newer restic.</source>
        <translation>O restic falhou (%1). Tente um restic mais novo.</translation>
    </message>
    <message>
        <source>The certificate of %1 has expired or is not valid yet by the clock of this computer, so nothing was sent. Set the clock right; if it is right, the service has to renew it.</source>
        <translation>O certificado de %1 expirou ou ainda não é válido pelo relógio deste computador, por isso nada foi enviado. Acerte o relógio; se ele estiver certo, o serviço precisa renovar o certificado.</translation>
    </message>
    <message>
        <source>What answers at %1 shows the certificate of another name, so nothing was sent. Check the address, and whether the login page of a network answers in its place.</source>
        <translation>Quem responde em %1 apresenta o certificado de outro nome, por isso nada foi enviado. Verifique o endereço e se a página de login de alguma rede não está respondendo no lugar dele.</translation>
    </message>
    <message>
        <source>The certificate of %1 has been revoked, so nothing was sent. Ask whoever runs the service.</source>
        <translation>O certificado de %1 foi revogado, por isso nada foi enviado. Fale com quem mantém o serviço.</translation>
    </message>
    <message>
        <source>The certificate of %1 is signed by nobody that this computer trusts, so nothing was sent. Install the package ca-certificates, or add the signer to the certificates of this computer if the server is your own.</source>
        <translation>O certificado de %1 não é assinado por ninguém em quem este computador confie, por isso nada foi enviado. Instale o pacote ca-certificates ou, se o servidor for seu, acrescente quem o assinou aos certificados deste computador.</translation>
    </message>
    <message>
        <source>The certificate of the server of %1 was refused, so nothing was sent. Check the address, and the date and the package ca-certificates where restic runs.</source>
        <translation>O certificado do servidor de %1 foi recusado, por isso nada foi enviado. Verifique o endereço e, onde o restic roda, a data e o pacote ca-certificates.</translation>
    </message>
    <message>
        <source>The certificate of the server of %1 has expired or is not valid yet, so nothing was sent. Check the date where restic runs; if it is right, whoever runs the server has to renew the certificate.</source>
        <translation>O certificado do servidor de %1 expirou ou ainda não é válido, por isso nada foi enviado. Verifique a data onde o restic roda; se ela estiver certa, quem mantém o servidor precisa renovar o certificado.</translation>
    </message>
    <message>
        <source>What answers for %1 shows the certificate of another name, so nothing was sent. Check the address, and whether the login page of a network answers in its place.</source>
        <translation>Quem responde por %1 apresenta o certificado de outro nome, por isso nada foi enviado. Verifique o endereço e se a página de login de alguma rede não está respondendo no lugar dele.</translation>
    </message>
    <message>
        <source>The certificate of the server of %1 is signed by nobody that is trusted where restic runs, so nothing was sent. Install the package ca-certificates there; for a server of your own name its certificate in SSL_CERT_FILE.</source>
        <translation>O certificado do servidor de %1 não é assinado por ninguém de confiança onde o restic roda, por isso nada foi enviado. Instale ali o pacote ca-certificates; se o servidor for seu, indique o certificado dele em SSL_CERT_FILE.</translation>
    </message>
    <message>
        <source>restic was killed on the machine, usually because its memory ran out, so no snapshot was made. Back up again; what is in the repository already is not sent twice.</source>
        <translation>O restic foi morto na máquina, em geral porque a memória acabou; por isso nenhum snapshot foi feito. Faça o backup de novo; o que já está no repositório não é enviado outra vez.</translation>
    </message>
    <message>
        <source>The clock of the machine is wrong by %1 minutes, so the storage of %2 refuses what it signs. Set the clock there.</source>
        <translation>O relógio da máquina está errado em %1 minutos; por isso o armazenamento de %2 recusa o que ela assina. Acerte o relógio dela.</translation>
    </message>
    <message>
        <source>No space is left where restic writes: on the machine&apos;s disk (its cache and temporary files) or in the storage of %1. Make room and back up again.</source>
        <translation>Não há mais espaço onde o restic escreve: no disco da máquina (cache e arquivos temporários) ou no armazenamento de %1. Libere espaço e faça o backup de novo.</translation>
    </message>
    <message>
        <source>There is nothing to back up: none of the paths is on the machine. Name others with --path.</source>
        <translation>Não há nada para copiar: nenhum dos caminhos existe na máquina. Indique outros com --path.</translation>
    </message>
    <message>
        <source>The backup failed: restic ended with exit code %1.</source>
        <translation>O backup falhou: o restic terminou com o código %1.</translation>
    </message>
    <message>
        <source>The backup failed: restic says &quot;%1&quot;.</source>
        <translation>O backup falhou: o restic diz &quot;%1&quot;.</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Nothing has changed since the last snapshot, so none was made.</source>
        <translation>Nada mudou desde o último snapshot; por isso nenhum foi feito.</translation>
    </message>
    <message>
        <source>Backed up.</source>
        <translation>Backup feito.</translation>
    </message>
    <message>
        <source>A snapshot was made, but %1</source>
        <translation>Um snapshot foi feito, mas %1</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no name for an environment variable.</source>
        <translation>&quot;%1&quot; não é nome de variável de ambiente.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no path on the machine: it must begin with a slash.</source>
        <translation>&quot;%1&quot; não é um caminho na máquina: ele precisa começar com uma barra.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; cannot be a tag: a tag is not empty and has no comma.</source>
        <translation>&quot;%1&quot; não pode ser uma etiqueta: ela não pode ser vazia nem ter vírgula.</translation>
    </message>
    <message>
        <source>An exclude pattern is empty; it would leave everything out.</source>
        <translation>Um padrão de exclusão está vazio; ele deixaria tudo de fora.</translation>
    </message>
    <message>
        <source>A sync backs up every 5 seconds at the most and every 7 days at the least.</source>
        <translation>Uma sincronização faz backup no máximo a cada 5 segundos e no mínimo a cada 7 dias.</translation>
    </message>
    <message>
        <source>A name or pattern holds a NUL byte, which no file name can.</source>
        <translation>Um nome ou padrão contém um byte NUL, o que nenhum nome de arquivo pode.</translation>
    </message>
</context>
<context>
    <name>snapgpu::Activity</name>
    <message>
        <source>Race won after %1</source>
        <translation>Corrida vencida após %1</translation>
    </message>
    <message>
        <source>Race ended after %1 without a machine that was ready</source>
        <translation>Corrida terminada após %1 sem nenhuma máquina pronta</translation>
    </message>
    <message>
        <source>Race stopped after %1</source>
        <translation>Corrida interrompida após %1</translation>
    </message>
    <message numerus="yes">
        <source>%n machine(s) rented</source>
        <translation>
            <numerusform>%n máquina alugada</numerusform>
            <numerusform>%n máquinas alugadas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n wave(s)</source>
        <translation>
            <numerusform>%n onda</numerusform>
            <numerusform>%n ondas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n fell out</source>
        <translation>
            <numerusform>%n caiu fora</numerusform>
            <numerusform>%n caíram fora</numerusform>
        </translation>
    </message>
    <message>
        <source>Ready %1 after it was rented</source>
        <translation>Pronta %1 depois de alugada</translation>
    </message>
    <message>
        <source>Given up after %1, still booting</source>
        <translation>Abandonada após %1, ainda inicializando</translation>
    </message>
    <message>
        <source>Fell out after %1</source>
        <translation>Caiu fora após %1</translation>
    </message>
    <message>
        <source>Restored %1 in %2</source>
        <translation>Restaurados %1 em %2</translation>
    </message>
    <message>
        <source>Restore ended after %1 with an error; %2 had come</source>
        <translation>Restauração terminada após %1 com erro; %2 já tinham chegado</translation>
    </message>
    <message>
        <source>Rented; it is billing</source>
        <translation>Alugada; está sendo cobrada</translation>
    </message>
    <message>
        <source>Kept by you; it bills until you destroy it</source>
        <translation>Mantida por você; é cobrada até que você a destrua</translation>
    </message>
    <message>
        <source>Being destroyed</source>
        <translation>Sendo destruída</translation>
    </message>
    <message>
        <source>Destroyed, and seen to be gone</source>
        <translation>Destruída, e confirmado que se foi</translation>
    </message>
</context>
<context>
    <name>snapgpu::ActivityModel</name>
    <message>
        <source>Race</source>
        <translation>Corrida</translation>
    </message>
    <message>
        <source>Machine</source>
        <translation>Máquina</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Restauração</translation>
    </message>
    <message>
        <source>Until the machine, or the race, was decided</source>
        <translation>Até que a máquina, ou a corrida, estivesse decidida</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Quando</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Tipo</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>O que aconteceu</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Custo</translation>
    </message>
</context>
<context>
    <name>snapgpu::ActivityPage</name>
    <message>
        <source>Everything</source>
        <translation>Tudo</translation>
    </message>
    <message>
        <source>Races</source>
        <translation>Corridas</translation>
    </message>
    <message>
        <source>Machines</source>
        <translation>Máquinas</translation>
    </message>
    <message>
        <source>Restores</source>
        <translation>Restaurações</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>Problemas</translation>
    </message>
    <message>
        <source>Filter by words: machine, place, reason</source>
        <translation>Filtrar por palavras: máquina, lugar, motivo</translation>
    </message>
    <message>
        <source>Filter of the activity</source>
        <translation>Filtro da atividade</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>Atividade</translation>
    </message>
    <message>
        <source>Machine</source>
        <translation>Máquina</translation>
    </message>
    <message>
        <source>Reading what happened…</source>
        <translation>Lendo o que aconteceu…</translation>
    </message>
    <message>
        <source>Nothing has happened yet</source>
        <translation>Nada aconteceu ainda</translation>
    </message>
    <message>
        <source>Every race, each of its machines and every restore is told here, with what went wrong and what it cost.</source>
        <translation>Cada corrida, cada uma de suas máquinas e cada restauração são contadas aqui, com o que deu errado e quanto custou.</translation>
    </message>
    <message>
        <source>Go to Launch</source>
        <translation>Ir para Lançar</translation>
    </message>
    <message>
        <source>Nothing matches</source>
        <translation>Nada corresponde</translation>
    </message>
    <message>
        <source>Nothing that happened passes these filters.</source>
        <translation>Nada do que aconteceu passa por estes filtros.</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>Mostrar tudo</translation>
    </message>
    <message>
        <source>Race</source>
        <translation>Corrida</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Restauração</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln entry(s) shown</source>
        <translation>
            <numerusform>%1 de %Ln registro mostrado</numerusform>
            <numerusform>%1 de %Ln registros mostrados</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>snapgpu::BidEdit</name>
    <message>
        <source>by machine</source>
        <translation>por máquina</translation>
    </message>
    <message>
        <source>The same bid for every machine; machines that want more are left out</source>
        <translation>O mesmo lance para todas as máquinas; as que pedem mais ficam de fora</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>Above the lowest bid that each machine takes</source>
        <translation>Acima do menor lance que cada máquina aceita</translation>
    </message>
    <message>
        <source>Own &amp;bid $/h</source>
        <translation>&amp;Lance US$/h</translation>
    </message>
    <message>
        <source>Above &amp;lowest</source>
        <translation>Aci&amp;ma do mínimo</translation>
    </message>
    <message>
        <source>Outbid means stopped at once: what runs ends, the files stay, the disk is still billed.</source>
        <translation>Lance superado é parada na hora: o que roda acaba, os arquivos ficam, o disco segue cobrado.</translation>
    </message>
</context>
<context>
    <name>snapgpu::BrowserDetails</name>
    <message>
        <source>Previe&amp;w</source>
        <translation>P&amp;révia</translation>
    </message>
    <message>
        <source>Restore &amp;first</source>
        <translation>Restaurar &amp;primeiro</translation>
    </message>
    <message>
        <source>&amp;Download to this computer…</source>
        <translation>&amp;Baixar para este computador…</translation>
    </message>
    <message>
        <source>Adds these to &quot;Restore these first&quot; of the plan on the Launch page</source>
        <translation>Acrescenta estes a &quot;Restaurar estes primeiro&quot; do plano na página Lançar</translation>
    </message>
    <message>
        <source>Restores these into a folder of this computer</source>
        <translation>Restaura estes em uma pasta deste computador</translation>
    </message>
    <message>
        <source>Reads the beginning of the file (Space)</source>
        <translation>Lê o começo do arquivo (Espaço)</translation>
    </message>
    <message>
        <source>Beginning of the file</source>
        <translation>Começo do arquivo</translation>
    </message>
    <message>
        <source>The picture</source>
        <translation>A imagem</translation>
    </message>
    <message>
        <source>Space shows the beginning of the file.</source>
        <translation>Espaço mostra o começo do arquivo.</translation>
    </message>
    <message>
        <source>Nothing chosen</source>
        <translation>Nada escolhido</translation>
    </message>
    <message>
        <source>%1 in %2 files</source>
        <translation>%1 em %2 arquivos</translation>
    </message>
    <message numerus="yes">
        <source>%n chosen</source>
        <translation>
            <numerusform>%n escolhido</numerusform>
            <numerusform>%n escolhidos</numerusform>
        </translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Tamanho</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Tipo</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Pasta</translation>
    </message>
    <message>
        <source>%1 (%2 bytes)</source>
        <translation>%1 (%2 bytes)</translation>
    </message>
    <message>
        <source>Modified</source>
        <translation>Modificado</translation>
    </message>
    <message>
        <source>yyyy-MM-dd HH:mm:ss</source>
        <translation>dd/MM/yyyy HH:mm:ss</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>Modo</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Inode</source>
        <translation>Inode</translation>
    </message>
    <message>
        <source>Points to</source>
        <translation>Aponta para</translation>
    </message>
    <message>
        <source>The file is empty.</source>
        <translation>O arquivo está vazio.</translation>
    </message>
    <message>
        <source>Pictures above %1 are not shown; download the file to see it.</source>
        <translation>Imagens acima de %1 não são mostradas; baixe o arquivo para vê-la.</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Lendo…</translation>
    </message>
    <message>
        <source>This is not a text; download the file to open it.</source>
        <translation>Isto não é um texto; baixe o arquivo para abri-lo.</translation>
    </message>
    <message>
        <source>… only the first %1</source>
        <translation>… só os primeiros %1</translation>
    </message>
    <message>
        <source>This picture cannot be shown; download the file to see it.</source>
        <translation>Esta imagem não pode ser mostrada; baixe o arquivo para vê-la.</translation>
    </message>
    <message>
        <source>%1 × %2 pixels</source>
        <translation>%1 × %2 pixels</translation>
    </message>
    <message>
        <source>Attributes set</source>
        <translation>Atributos em</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Dono</translation>
    </message>
    <message>
        <source>user %1, group %2</source>
        <translation>usuário %1, grupo %2</translation>
    </message>
    <message>
        <source>Stop the &amp;download</source>
        <translation>Parar de &amp;baixar</translation>
    </message>
    <message>
        <source>What came so far is thrown away</source>
        <translation>O que já veio é descartado</translation>
    </message>
    <message>
        <source>Restore &amp;only this…</source>
        <translation>Restaurar só &amp;isto…</translation>
    </message>
    <message>
        <source>These and nothing else: onto a machine that runs, or through the plan (Ctrl+M)</source>
        <translation>Só estes e mais nada: numa máquina que já roda, ou pelo plano (Ctrl+M)</translation>
    </message>
</context>
<context>
    <name>snapgpu::BrowserDiff</name>
    <message>
        <source>&amp;Snapshots</source>
        <translation>&amp;Snapshots</translation>
    </message>
    <message>
        <source>A&amp;dded</source>
        <translation>A&amp;dicionados</translation>
    </message>
    <message>
        <source>&amp;Removed</source>
        <translation>&amp;Removidos</translation>
    </message>
    <message>
        <source>&amp;Changed</source>
        <translation>Al&amp;terados</translation>
    </message>
    <message>
        <source>Show in its s&amp;napshot</source>
        <translation>Mostrar &amp;no snapshot</translation>
    </message>
    <message>
        <source>Comparing</source>
        <translation>Comparando</translation>
    </message>
    <message>
        <source>What differs</source>
        <translation>O que difere</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1  →  %2</source>
        <translation>%1  →  %2</translation>
    </message>
    <message>
        <source>%1 added, %2 removed, %3 changed  ·  +%4  −%5</source>
        <translation>%1 adicionados, %2 removidos, %3 alterados  ·  +%4  −%5</translation>
    </message>
    <message>
        <source>The snapshots could not be compared</source>
        <translation>Os snapshots não puderam ser comparados</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Tentar de novo</translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation>Comparando…</translation>
    </message>
    <message>
        <source>The files of both snapshots are read once and kept.</source>
        <translation>Os arquivos dos dois snapshots são lidos uma vez e guardados.</translation>
    </message>
    <message>
        <source>No difference</source>
        <translation>Nenhuma diferença</translation>
    </message>
    <message>
        <source>Both snapshots hold exactly the same files.</source>
        <translation>Os dois snapshots têm exatamente os mesmos arquivos.</translation>
    </message>
    <message>
        <source>Back to the snapshots</source>
        <translation>Voltar aos snapshots</translation>
    </message>
    <message>
        <source>Nothing of this kind</source>
        <translation>Nada deste tipo</translation>
    </message>
    <message>
        <source>Tick another kind of change above to see it.</source>
        <translation>Marque acima outro tipo de mudança para vê-la.</translation>
    </message>
    <message>
        <source>Enter opens, Backspace goes up, Escape goes back to the snapshots</source>
        <translation>Enter abre, Backspace sobe, Esc volta aos snapshots</translation>
    </message>
</context>
<context>
    <name>snapgpu::BrowserDownload</name>
    <message>
        <source>Folder to restore into</source>
        <translation>Pasta onde restaurar</translation>
    </message>
    <message>
        <source>Restore here</source>
        <translation>Restaurar aqui</translation>
    </message>
    <message>
        <source>Restoring into %1…</source>
        <translation>Restaurando em %1…</translation>
    </message>
    <message>
        <source>Restoring into %1: %2 of %3</source>
        <translation>Restaurando em %1: %2 de %3</translation>
    </message>
    <message>
        <source>The download was stopped; nothing of it was kept.</source>
        <translation>O download foi parado; nada dele foi guardado.</translation>
    </message>
    <message numerus="yes">
        <source>%n special file(s) left out (%1): devices are made by root only (&quot;sudo restic restore&quot;), sockets by the program that listens on them.</source>
        <translation>
            <numerusform>%n arquivo especial ficou de fora (%1): dispositivos só o root cria (&quot;sudo restic restore&quot;); sockets, o programa que os escuta.</numerusform>
            <numerusform>%n arquivos especiais ficaram de fora (%1): dispositivos só o root cria (&quot;sudo restic restore&quot;); sockets, o programa que os escuta.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) may be hard links of others and came as files of their own: the restic on the VPS is too old to tell. One of 0.16.1 or newer there joins them.</source>
        <translation>
            <numerusform>%n arquivo talvez seja hard link de outro e veio como arquivo próprio: o restic da VPS é antigo demais para dizer. A partir do 0.16.1 lá, eles são unidos.</numerusform>
            <numerusform>%n arquivos talvez sejam hard links de outros e vieram como arquivos próprios: o restic da VPS é antigo demais para dizer. A partir do 0.16.1 lá, eles são unidos.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 in %Ln file(s) restored into %2.</source>
        <translation>
            <numerusform>%1 em %Ln arquivo restaurado em %2.</numerusform>
            <numerusform>%1 em %Ln arquivos restaurados em %2.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>owner or group of %Ln file(s) and folder(s)</source>
        <translation>
            <numerusform>dono ou grupo de %Ln arquivo ou pasta</numerusform>
            <numerusform>dono ou grupo de %Ln arquivos e pastas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>setuid or setgid of %Ln</source>
        <translation>
            <numerusform>setuid ou setgid de %Ln</numerusform>
            <numerusform>setuid ou setgid de %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>extended attributes of %Ln</source>
        <translation>
            <numerusform>atributos estendidos de %Ln</numerusform>
            <numerusform>atributos estendidos de %Ln</numerusform>
        </translation>
    </message>
    <message>
        <source>Not brought from the VPS: %1. With restic on this computer they come as far as you may set them.</source>
        <translation>Não vieram do VPS: %1. Com o restic neste computador eles vêm, até onde você puder defini-los.</translation>
    </message>
</context>
<context>
    <name>snapgpu::BrowserTimeline</name>
    <message>
        <source>Snapshots over time</source>
        <translation>Snapshots ao longo do tempo</translation>
    </message>
    <message numerus="yes">
        <source>%Ln other(s)</source>
        <translation>
            <numerusform>%Ln outro</numerusform>
            <numerusform>%Ln outros</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>snapgpu::BrowserVersions</name>
    <message>
        <source>Searching all snapshots…</source>
        <translation>Procurando em todos os snapshots…</translation>
    </message>
    <message>
        <source>&amp;Show there</source>
        <translation>&amp;Mostrar lá</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>Versões</translation>
    </message>
    <message>
        <source>Snapshot of</source>
        <translation>Snapshot de</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>Host</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Tamanho</translation>
    </message>
    <message>
        <source>Modified</source>
        <translation>Modificado</translation>
    </message>
    <message>
        <source>Against the older one</source>
        <translation>Em relação ao anterior</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Id</translation>
    </message>
    <message>
        <source>Searching</source>
        <translation>Procurando</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fechar</translation>
    </message>
    <message>
        <source>oldest</source>
        <translation>o mais antigo</translation>
    </message>
    <message>
        <source>same size and time</source>
        <translation>mesmo tamanho e data</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>alterado</translation>
    </message>
    <message>
        <source>No snapshot holds it.</source>
        <translation>Nenhum snapshot o contém.</translation>
    </message>
    <message numerus="yes">
        <source>%n version(s)</source>
        <translation>
            <numerusform>%n versão</numerusform>
            <numerusform>%n versões</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n snapshot(s)</source>
        <translation>
            <numerusform>em %n snapshot</numerusform>
            <numerusform>em %n snapshots</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>snapgpu::BrowserView</name>
    <message>
        <source>&amp;Snapshots</source>
        <translation>&amp;Snapshots</translation>
    </message>
    <message>
        <source>&amp;Versions…</source>
        <translation>&amp;Versões…</translation>
    </message>
    <message>
        <source>Back to the snapshots (Backspace at the top)</source>
        <translation>Voltar aos snapshots (Backspace no topo)</translation>
    </message>
    <message>
        <source>Search this snapshot by name</source>
        <translation>Procurar neste snapshot pelo nome</translation>
    </message>
    <message>
        <source>Search of files</source>
        <translation>Busca de arquivos</translation>
    </message>
    <message>
        <source>Every version of what is chosen, in all snapshots of the repository</source>
        <translation>Todas as versões do que está escolhido, em todos os snapshots do repositório</translation>
    </message>
    <message>
        <source>Reading the snapshot</source>
        <translation>Lendo o snapshot</translation>
    </message>
    <message>
        <source>Files of the snapshot</source>
        <translation>Arquivos do snapshot</translation>
    </message>
    <message>
        <source>Snapshot %1  ·  %2  ·  %3</source>
        <translation>Snapshot %1  ·  %2  ·  %3</translation>
    </message>
    <message>
        <source>The snapshot could not be read</source>
        <translation>O snapshot não pôde ser lido</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Tentar de novo</translation>
    </message>
    <message>
        <source>Reading the snapshot…</source>
        <translation>Lendo o snapshot…</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Nada encontrado</translation>
    </message>
    <message>
        <source>No file or folder of this snapshot has &quot;%1&quot; in its name.</source>
        <translation>Nenhum arquivo ou pasta deste snapshot tem &quot;%1&quot; no nome.</translation>
    </message>
    <message>
        <source>Back to the files</source>
        <translation>Voltar aos arquivos</translation>
    </message>
    <message>
        <source>The snapshot is empty</source>
        <translation>O snapshot está vazio</translation>
    </message>
    <message>
        <source>The backup was made of an empty folder, or everything in it was excluded.</source>
        <translation>O backup foi feito de uma pasta vazia, ou tudo nela foi excluído.</translation>
    </message>
    <message>
        <source>%1 in %2 files</source>
        <translation>%1 em %2 arquivos</translation>
    </message>
    <message>
        <source>the first %1 of the matches</source>
        <translation>os primeiros %1 resultados</translation>
    </message>
    <message>
        <source>Space previews, Ctrl+F searches, Backspace goes up</source>
        <translation>Espaço mostra uma prévia, Ctrl+F procura, Backspace sobe</translation>
    </message>
    <message numerus="yes">
        <source>%Ln entries so far</source>
        <translation>
            <numerusform>%Ln entrada até agora</numerusform>
            <numerusform>%Ln entradas até agora</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln match(es)</source>
        <translation>
            <numerusform>%Ln resultado</numerusform>
            <numerusform>%Ln resultados</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>snapgpu::ChainWrite</name>
    <message>
        <source>There is no place to keep secrets.</source>
        <translation>Não há onde guardar segredos.</translation>
    </message>
</context>
<context>
    <name>snapgpu::ChangingRun</name>
    <message>
        <source>The repository %1 is locked by %2. Wait until it is done; SnapGPU removes no lock of others, &quot;restic unlock&quot; does if it died.</source>
        <translation>O repositório %1 está bloqueado %2. Espere que termine; o SnapGPU não remove bloqueios de outros, &quot;restic unlock&quot; remove se o processo morreu.</translation>
    </message>
</context>
<context>
    <name>snapgpu::ChartLegend</name>
    <message>
        <source>Show or hide %1</source>
        <translation>Mostrar ou ocultar %1</translation>
    </message>
</context>
<context>
    <name>snapgpu::ChartView</name>
    <message>
        <source>%1 could not be written: %2. Choose another folder.</source>
        <translation>Não foi possível gravar %1: %2. Escolha outra pasta.</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabela</translation>
    </message>
    <message>
        <source>Show the numbers of this chart as a table</source>
        <translation>Mostrar os números deste gráfico em uma tabela</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportar</translation>
    </message>
    <message>
        <source>Save the picture or the numbers of this chart</source>
        <translation>Salvar a imagem ou os números deste gráfico</translation>
    </message>
    <message>
        <source>Save the picture (PNG)…</source>
        <translation>Salvar a imagem (PNG)…</translation>
    </message>
    <message>
        <source>Save the picture</source>
        <translation>Salvar a imagem</translation>
    </message>
    <message>
        <source>Pictures (*.png)</source>
        <translation>Imagens (*.png)</translation>
    </message>
    <message>
        <source>Save the numbers (CSV)…</source>
        <translation>Salvar os números (CSV)…</translation>
    </message>
    <message>
        <source>Save the numbers</source>
        <translation>Salvar os números</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>Tabelas (*.csv)</translation>
    </message>
    <message>
        <source>Arrow keys read the values, plus and minus zoom, 0 shows everything again</source>
        <translation>As setas leem os valores, mais e menos aproximam e afastam, 0 mostra tudo de novo</translation>
    </message>
    <message>
        <source>%1, as a table</source>
        <translation>%1, em tabela</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>Salvo como %1</translation>
    </message>
</context>
<context>
    <name>snapgpu::CheckList</name>
    <message>
        <source>%1, %2</source>
        <comment>value, count</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Buscar</translation>
    </message>
    <message>
        <source>Search in the list: %1</source>
        <translation>Buscar na lista: %1</translation>
    </message>
    <message>
        <source>Only the ticked ones</source>
        <translation>Só os marcados</translation>
    </message>
    <message>
        <source>All but the ticked ones</source>
        <translation>Todos menos os marcados</translation>
    </message>
    <message>
        <source>What the ticks mean: %1</source>
        <translation>O que as marcas significam: %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln offer(s)</source>
        <translation>
            <numerusform>%Ln oferta</numerusform>
            <numerusform>%Ln ofertas</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>snapgpu::ChipBar</name>
    <message>
        <source>Price</source>
        <translation>Preço</translation>
    </message>
    <message>
        <source>Reliability</source>
        <translation>Confiabilidade</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Limpar</translation>
    </message>
    <message>
        <source>Clear all filters</source>
        <translation>Limpar todos os filtros</translation>
    </message>
    <message>
        <source>All hosts</source>
        <translation>Todos os hosts</translation>
    </message>
    <message>
        <source>GPU</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>Quantidade</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>Verificado</translation>
    </message>
    <message numerus="yes">
        <source>%n filter(s)</source>
        <translation>
            <numerusform>%n filtro</numerusform>
            <numerusform>%n filtros</numerusform>
        </translation>
    </message>
    <message>
        <source>VRAM</source>
        <translation>VRAM</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Lugar</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Rede</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>Disco</translation>
    </message>
    <message>
        <source>CUDA</source>
        <translation>CUDA</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>Host</translation>
    </message>
    <message>
        <source>Ports</source>
        <translation>Portas</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Duração</translation>
    </message>
    <message>
        <source>On demand or interruptible</source>
        <translation>Sob demanda ou interrompível</translation>
    </message>
    <message>
        <source>Unverified</source>
        <translation>Não verificados</translation>
    </message>
    <message>
        <source>data center</source>
        <translation>data center</translation>
    </message>
    <message>
        <source>static address</source>
        <translation>endereço fixo</translation>
    </message>
    <message numerus="yes">
        <source>not in %n place(s)</source>
        <translation>
            <numerusform>fora de %n lugar</numerusform>
            <numerusform>fora de %n lugares</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n place(s)</source>
        <translation>
            <numerusform>%n lugar</numerusform>
            <numerusform>%n lugares</numerusform>
        </translation>
    </message>
    <message>
        <source>not %1</source>
        <translation>exceto %1</translation>
    </message>
    <message numerus="yes">
        <source>not %n model(s)</source>
        <translation>
            <numerusform>exceto %n modelo</numerusform>
            <numerusform>exceto %n modelos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n model(s)</source>
        <translation>
            <numerusform>%n modelo</numerusform>
            <numerusform>%n modelos</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 GPU</source>
        <comment>how many</comment>
        <translation>%1 GPU</translation>
    </message>
    <message>
        <source>Interruptible</source>
        <translation>Interrompível</translation>
    </message>
    <message>
        <source>On demand</source>
        <translation>Sob demanda</translation>
    </message>
</context>
<context>
    <name>snapgpu::ChipPopup</name>
    <message>
        <source>Clear</source>
        <translation>Limpar</translation>
    </message>
    <message>
        <source>Clear: %1</source>
        <translation>Limpar: %1</translation>
    </message>
</context>
<context>
    <name>snapgpu::ColumnsDialog</name>
    <message>
        <source>Columns</source>
        <translation>Colunas</translation>
    </message>
    <message>
        <source>Search for a field</source>
        <translation>Buscar um campo</translation>
    </message>
    <message>
        <source>Columns, from left to right</source>
        <translation>Colunas, da esquerda para a direita</translation>
    </message>
    <message>
        <source>Space shows or hides a column; drag, or Alt+Up and Alt+Down, moves it.</source>
        <translation>Espaço mostra ou esconde uma coluna; arrastar, ou Alt+↑ e Alt+↓, muda a ordem.</translation>
    </message>
    <message>
        <source>Move &amp;up</source>
        <translation>S&amp;ubir</translation>
    </message>
    <message>
        <source>Move &amp;down</source>
        <translation>&amp;Descer</translation>
    </message>
    <message>
        <source>&amp;Reset</source>
        <translation>&amp;Restaurar</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>&amp;Apply</source>
        <translation>&amp;Aplicar</translation>
    </message>
</context>
<context>
    <name>snapgpu::CommandJob</name>
    <message>
        <source>it did not end within 60 s</source>
        <translation>ele não terminou em 60 s</translation>
    </message>
    <message>
        <source>it is blank</source>
        <translation>ele está vazio</translation>
    </message>
    <message>
        <source>The command in RESTIC_PASSWORD_COMMAND gave no password: %1. Correct it and try again.</source>
        <translation>O comando em RESTIC_PASSWORD_COMMAND não deu senha: %1. Corrija-o e tente de novo.</translation>
    </message>
    <message>
        <source>it ended with %1 %2</source>
        <translation>ele terminou com %1 %2</translation>
    </message>
    <message>
        <source>it printed nothing</source>
        <translation>ele não imprimiu nada</translation>
    </message>
</context>
<context>
    <name>snapgpu::Composition</name>
    <message>
        <source>Another SnapGPU (%1, process %2) is renting or destroying with this home. Wait until it is done, or use another --home.</source>
        <translation>Outro SnapGPU (%1, processo %2) está alugando ou destruindo com esta pasta. Espere ele terminar ou use outro --home.</translation>
    </message>
    <message>
        <source>No restic repository is named. Set RESTIC_REPOSITORY (and RESTIC_PASSWORD), or give --repo; --sandbox brings its own.</source>
        <translation>Nenhum repositório restic foi indicado. Defina RESTIC_REPOSITORY (e RESTIC_PASSWORD) ou use --repo; o --sandbox traz o seu próprio.</translation>
    </message>
    <message>
        <source>The password of the repository %1 is not known. Set RESTIC_PASSWORD, RESTIC_PASSWORD_FILE or RESTIC_PASSWORD_COMMAND.</source>
        <translation>A senha do repositório %1 não é conhecida. Defina RESTIC_PASSWORD, RESTIC_PASSWORD_FILE ou RESTIC_PASSWORD_COMMAND.</translation>
    </message>
    <message>
        <source>The repository %1 is a folder on this computer, which a rented machine cannot reach. Use one on S3, R2, SFTP or a REST server.</source>
        <translation>O repositório %1 é uma pasta deste computador, que uma máquina alugada não alcança. Use um em S3, R2, SFTP ou servidor REST.</translation>
    </message>
    <message>
        <source>The address and password of the repository are known only to %1, but a rented machine needs them from here. Set RESTIC_REPOSITORY and RESTIC_PASSWORD too.</source>
        <translation>Só %1 conhece o endereço e a senha do repositório, mas uma máquina alugada precisa recebê-los daqui. Defina também RESTIC_REPOSITORY e RESTIC_PASSWORD.</translation>
    </message>
</context>
<context>
    <name>snapgpu::CreateJob</name>
    <message>
        <source>Cancelled before it was sent.</source>
        <translation>Cancelado antes do envio.</translation>
    </message>
</context>
<context>
    <name>snapgpu::DiffTreeModel</name>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nome</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Mudança</translation>
    </message>
    <message>
        <source>New bytes</source>
        <translation>Bytes novos</translation>
    </message>
    <message>
        <source>Old bytes</source>
        <translation>Bytes antigos</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Arquivos</translation>
    </message>
    <message numerus="yes">
        <source>%1, %Ln changed file(s) inside</source>
        <translation>
            <numerusform>%1, %Ln arquivo alterado dentro</numerusform>
            <numerusform>%1, %Ln arquivos alterados dentro</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>snapgpu::DownloadStaging</name>
    <message>
        <source>restic ended well but did not bring %1. Try again with a newer restic.</source>
        <translation>O restic terminou bem, mas não trouxe %1. Tente de novo com um restic mais novo.</translation>
    </message>
    <message>
        <source>%1 could not be put into %2: %3.</source>
        <translation>%1 não pôde ser colocado em %2: %3.</translation>
    </message>
</context>
<context>
    <name>snapgpu::EmptyOffers</name>
    <message>
        <source>Relax to %1</source>
        <translation>Afrouxar para %1</translation>
    </message>
    <message>
        <source>Relax</source>
        <translation>Afrouxar</translation>
    </message>
    <message>
        <source>No offer matches</source>
        <translation>Nenhuma oferta atende</translation>
    </message>
    <message>
        <source>The cloud has no machine for rent right now. F5 asks it again.</source>
        <translation>A nuvem não tem máquina para alugar agora. F5 pergunta de novo.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>condition: what the button does</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Take out</source>
        <translation>Tirar</translation>
    </message>
    <message numerus="yes">
        <source>Of %Ln loaded offer(s) none fits every filter; the first of these costs the most.</source>
        <translation>
            <numerusform>%Ln oferta carregada não atende a todos os filtros; o primeiro destes é o que mais custa.</numerusform>
            <numerusform>Nenhuma das %Ln ofertas carregadas atende a todos os filtros; o primeiro destes é o que mais custa.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of %Ln loaded offer(s) none fits, and no single filter is to blame; the first of these refuses the most.</source>
        <translation>
            <numerusform>%Ln oferta carregada não atende, e nenhum filtro sozinho é o culpado; o primeiro destes recusa mais.</numerusform>
            <numerusform>Nenhuma das %Ln ofertas carregadas atende, e nenhum filtro sozinho é o culpado; o primeiro destes recusa mais.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln offer(s) without it</source>
        <translation>
            <numerusform>%Ln oferta sem ele</numerusform>
            <numerusform>%Ln ofertas sem ele</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>refuses %Ln offer(s)</source>
        <translation>
            <numerusform>recusa %Ln oferta</numerusform>
            <numerusform>recusa %Ln ofertas</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>snapgpu::EnvironmentStore</name>
    <message>
        <source>The environment cannot be changed from here.</source>
        <translation>O ambiente não pode ser alterado daqui.</translation>
    </message>
</context>
<context>
    <name>snapgpu::FileTreeModel</name>
    <message>
        <source>%1, %2, %3</source>
        <translation>%1, %2, %3</translation>
    </message>
    <message>
        <source>Of a folder: everything below it</source>
        <translation>De uma pasta: tudo o que há nela</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Caminho</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nome</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Tamanho</translation>
    </message>
    <message>
        <source>Modified</source>
        <translation>Modificado</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>Modo</translation>
    </message>
</context>
<context>
    <name>snapgpu::FirstStartPage</name>
    <message>
        <source>Welcome to SnapGPU</source>
        <translation>Bem-vindo ao SnapGPU</translation>
    </message>
    <message>
        <source>It races rented GPU machines, keeps the first that is ready and restores your workspace on it. To rent real machines it needs what is missing below; the sandbox needs nothing.</source>
        <translation>Ele põe máquinas com GPU alugadas para correr, fica com a primeira que estiver pronta e restaura nela sua área de trabalho. Para alugar máquinas de verdade falta o que está abaixo; o sandbox não precisa de nada.</translation>
    </message>
    <message>
        <source>&amp;Try the sandbox</source>
        <translation>&amp;Experimentar o sandbox</translation>
    </message>
    <message>
        <source>A cloud inside this computer with real ssh machines and a demo workspace; it costs nothing</source>
        <translation>Uma nuvem dentro deste computador, com máquinas ssh reais e uma área de trabalho de demonstração; não custa nada</translation>
    </message>
    <message>
        <source>&amp;Look again</source>
        <translation>&amp;Procurar de novo</translation>
    </message>
    <message>
        <source>%1: found</source>
        <translation>%1: encontrado</translation>
    </message>
    <message>
        <source>%1: missing</source>
        <translation>%1: faltando</translation>
    </message>
    <message>
        <source>Provider and &amp;key…</source>
        <translation>Provedor e &amp;chave…</translation>
    </message>
</context>
<context>
    <name>snapgpu::ForgetDialog</name>
    <message>
        <source>Forget even the &amp;last snapshot of these paths</source>
        <translation>Esquecer até o ú&amp;ltimo snapshot destes caminhos</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>What goes</source>
        <translation>O que sai</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Data</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>Host</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Etiquetas</translation>
    </message>
    <message>
        <source>Paths</source>
        <translation>Caminhos</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Id</translation>
    </message>
    <message>
        <source>Forget snapshots</source>
        <translation>Esquecer snapshots</translation>
    </message>
    <message>
        <source>Clean up snapshots</source>
        <translation>Limpar snapshots</translation>
    </message>
    <message>
        <source>Keep of each host and set of paths</source>
        <translation>Manter de cada host e conjunto de caminhos</translation>
    </message>
    <message>
        <source>Keep of %1</source>
        <translation>Manter de %1</translation>
    </message>
    <message>
        <source>&amp;Newest</source>
        <translation>Mais &amp;novos</translation>
    </message>
    <message>
        <source>&amp;Hourly</source>
        <translation>Por &amp;hora</translation>
    </message>
    <message>
        <source>&amp;Daily</source>
        <translation>Por &amp;dia</translation>
    </message>
    <message>
        <source>&amp;Weekly</source>
        <translation>Por &amp;semana</translation>
    </message>
    <message>
        <source>&amp;Monthly</source>
        <translation>Por &amp;mês</translation>
    </message>
    <message>
        <source>&amp;Yearly</source>
        <translation>Por &amp;ano</translation>
    </message>
    <message>
        <source>none</source>
        <translation>nenhum</translation>
    </message>
    <message>
        <source>no tag is protected</source>
        <translation>nenhuma etiqueta protegida</translation>
    </message>
    <message>
        <source>&amp;Show what would go</source>
        <translation>Mostrar o que sa&amp;iria</translation>
    </message>
    <message>
        <source>And always what is &amp;tagged</source>
        <translation>E sempre o que tem a e&amp;tiqueta</translation>
    </message>
    <message>
        <source>Every rule is off, so everything would go; set at least one.</source>
        <translation>Todas as regras estão desligadas, então tudo sairia; ligue pelo menos uma.</translation>
    </message>
    <message>
        <source>Nothing is changed until you have seen what would go.</source>
        <translation>Nada muda antes de você ver o que sairia.</translation>
    </message>
    <message>
        <source>Asking restic what would go…</source>
        <translation>Perguntando ao restic o que sairia…</translation>
    </message>
    <message>
        <source>goes</source>
        <translation>sai</translation>
    </message>
    <message>
        <source>stays</source>
        <translation>fica</translation>
    </message>
    <message>
        <source>This policy lets nothing go.</source>
        <translation>Esta política não deixa nada sair.</translation>
    </message>
    <message>
        <source>No snapshot of %1 would be left.</source>
        <translation>Não restaria nenhum snapshot de %1.</translation>
    </message>
    <message>
        <source>This cannot be undone. Files that other snapshots hold stay; space is freed by the next restic prune.</source>
        <translation>Isto não pode ser desfeito. Arquivos que outros snapshots têm ficam; o espaço é liberado no próximo restic prune.</translation>
    </message>
    <message>
        <source>&amp;Forget</source>
        <translation>&amp;Esquecer</translation>
    </message>
    <message>
        <source>Forgetting…</source>
        <translation>Esquecendo…</translation>
    </message>
    <message numerus="yes">
        <source>Forget %Ln snapshot(s)?</source>
        <translation>
            <numerusform>Esquecer %Ln snapshot?</numerusform>
            <numerusform>Esquecer %Ln snapshots?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Forget %Ln snapshot(s)</source>
        <translation>
            <numerusform>&amp;Esquecer %Ln snapshot</numerusform>
            <numerusform>&amp;Esquecer %Ln snapshots</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>snapgpu::GatedJob</name>
    <message>
        <source>%1 takes calls too slowly at the moment. Wait a minute and try again.</source>
        <translation>%1 está aceitando chamadas devagar demais. Espere um minuto e tente de novo.</translation>
    </message>
</context>
<context>
    <name>snapgpu::HostEdit</name>
    <message>
        <source>Verified hosts only</source>
        <translation>Só hosts verificados</translation>
    </message>
    <message>
        <source>All hosts</source>
        <translation>Todos os hosts</translation>
    </message>
    <message>
        <source>Unverified hosts only</source>
        <translation>Só hosts não verificados</translation>
    </message>
    <message>
        <source>Data centers only</source>
        <translation>Só data centers</translation>
    </message>
    <message>
        <source>Static addresses only</source>
        <translation>Só endereços fixos</translation>
    </message>
</context>
<context>
    <name>snapgpu::HostFetch</name>
    <message>
        <source>What the VPS sent broke off in the middle, so nothing was kept. Try again.</source>
        <translation>O que a VPS enviou foi cortado no meio, então nada foi guardado. Tente de novo.</translation>
    </message>
    <message>
        <source>restic on the VPS did not send %1 and called that a success, so nothing was kept. Try again with a newer restic there.</source>
        <translation>O restic na VPS não enviou %1 e chamou isso de sucesso, então nada foi guardado. Tente de novo com um restic mais novo lá.</translation>
    </message>
</context>
<context>
    <name>snapgpu::HostMemory</name>
    <message>
        <source>An attempt on machine %1 is not remembered: one of its times is negative.</source>
        <translation>Uma tentativa na máquina %1 não é lembrada: um de seus tempos é negativo.</translation>
    </message>
    <message>
        <source>An attempt on machine %1 is not remembered: the clock of this computer jumped.</source>
        <translation>Uma tentativa na máquina %1 não é lembrada: o relógio deste computador saltou.</translation>
    </message>
    <message>
        <source>The file was exported by a newer SnapGPU; use that version to read it.</source>
        <translation>O arquivo foi exportado por um SnapGPU mais novo; use essa versão para lê-lo.</translation>
    </message>
    <message>
        <source>There is no host memory to export.</source>
        <translation>Não há memória de hosts para exportar.</translation>
    </message>
    <message>
        <source>The host memory could not be exported to %1: %2.</source>
        <translation>A memória de hosts não pôde ser exportada para %1: %2.</translation>
    </message>
    <message>
        <source>The host memory %1 was written by a newer SnapGPU; use that version. Until then races go on without memory.</source>
        <translation>A memória de hosts %1 foi gravada por um SnapGPU mais novo; use essa versão. Até lá as corridas seguem sem memória.</translation>
    </message>
    <message>
        <source>The host memory %1 is locked by another program; nothing is learned until it lets go.</source>
        <translation>A memória de hosts %1 está travada por outro programa; nada é aprendido até que ele a solte.</translation>
    </message>
    <message>
        <source>The host memory %1 is damaged; races go on without it.</source>
        <translation>A memória de hosts %1 está danificada; as corridas seguem sem ela.</translation>
    </message>
    <message>
        <source>The host memory %1 cannot be used (%2): free some space, or make the folder writable. Races go on without it.</source>
        <translation>A memória de hosts %1 não pode ser usada (%2): libere espaço ou permita a gravação na pasta. As corridas seguem sem ela.</translation>
    </message>
    <message>
        <source>Qt&apos;s SQLite driver is not installed, so nothing is remembered about hosts: install the package libqt6sql6-sqlite.</source>
        <translation>O driver SQLite do Qt não está instalado, por isso nada é lembrado sobre os hosts: instale o pacote libqt6sql6-sqlite.</translation>
    </message>
    <message>
        <source>The host memory was damaged; it was moved to %1 and a fresh one begun.</source>
        <translation>A memória de hosts estava danificada; foi movida para %1 e uma nova foi começada.</translation>
    </message>
    <message>
        <source>The address of a shared host memory looks like postgresql://user@host:5432/database.</source>
        <translation>O endereço de uma memória de hosts compartilhada tem a forma postgresql://usuário@host:5432/banco.</translation>
    </message>
    <message>
        <source>The host memory is not open yet.</source>
        <translation>A memória de hosts ainda não está aberta.</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2.</source>
        <translation>%1 não pode ser lido: %2.</translation>
    </message>
    <message>
        <source>%1 What is learned meanwhile stays on this computer and is sent later.</source>
        <translation>%1 O que for aprendido nesse meio-tempo fica neste computador e é enviado depois.</translation>
    </message>
    <message>
        <source>There is no computer called %1: check the host in the address, and the network.</source>
        <translation>Não existe um computador chamado %1: confira o host no endereço e a rede.</translation>
    </message>
    <message>
        <source>No PostgreSQL server listens on %1, port %2: check both, or start the server.</source>
        <translation>Nenhum servidor PostgreSQL escuta em %1, porta %2: confira ambos ou inicie o servidor.</translation>
    </message>
    <message>
        <source>%1 does not answer on port %2: check the host, the network and its firewall.</source>
        <translation>%1 não responde na porta %2: confira o host, a rede e o firewall dele.</translation>
    </message>
    <message>
        <source>The server does not accept the user %1 with this password: one of the two is wrong.</source>
        <translation>O servidor não aceita o usuário %1 com esta senha: um dos dois está errado.</translation>
    </message>
    <message>
        <source>The server wants a password for the user %1, and none is known.</source>
        <translation>O servidor pede uma senha para o usuário %1, e nenhuma é conhecida.</translation>
    </message>
    <message>
        <source>The server knows no user %1.</source>
        <translation>O servidor não conhece nenhum usuário %1.</translation>
    </message>
    <message>
        <source>The server has no database %1.</source>
        <translation>O servidor não tem um banco de dados %1.</translation>
    </message>
    <message>
        <source>The server does not let the user %1 into the database %2 from this computer (pg_hba.conf).</source>
        <translation>O servidor não deixa o usuário %1 entrar no banco de dados %2 a partir deste computador (pg_hba.conf).</translation>
    </message>
    <message>
        <source>The user %1 may not make or change tables in the database %2: its owner must grant that.</source>
        <translation>O usuário %1 não pode criar nem alterar tabelas no banco de dados %2: o dono dele precisa conceder isso.</translation>
    </message>
    <message>
        <source>The shared host memory %1 on %2 cannot be used (%3).</source>
        <translation>A memória compartilhada dos hosts %1 em %2 não pode ser usada (%3).</translation>
    </message>
    <message>
        <source>Qt&apos;s PostgreSQL driver is not installed: install the package libqt6sql6-psql.</source>
        <translation>O driver PostgreSQL do Qt não está instalado: instale o pacote libqt6sql6-psql.</translation>
    </message>
    <message>
        <source>The address of the shared host memory carries a password: take it out; it has a field of its own, and PGPASSWORD or ~/.pgpass on the command line.</source>
        <translation>O endereço da memória compartilhada dos hosts contém uma senha: retire-a; ela tem um campo próprio e, na linha de comando, PGPASSWORD ou ~/.pgpass.</translation>
    </message>
    <message>
        <source>This is no address of a PostgreSQL server.</source>
        <translation>Isto não é o endereço de um servidor PostgreSQL.</translation>
    </message>
    <message>
        <source>The host is missing.</source>
        <translation>Falta o host.</translation>
    </message>
    <message>
        <source>The database is missing.</source>
        <translation>Falta o banco de dados.</translation>
    </message>
    <message>
        <source>The user is missing.</source>
        <translation>Falta o usuário.</translation>
    </message>
</context>
<context>
    <name>snapgpu::HostTableModel</name>
    <message>
        <source>not reached</source>
        <translation>não alcançada</translation>
    </message>
    <message>
        <source>95 % band: %1 to %2</source>
        <translation>Faixa de 95 %: %1 a %2</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 de %2</translation>
    </message>
    <message>
        <source>%1 ready, %2 cancelled while booting, %3 failed</source>
        <translation>%1 prontas, %2 canceladas durante o início, %3 falharam</translation>
    </message>
    <message>
        <source>What a race expects of this machine now, from its own boots, its GPU model and everything else, newer ones weighing more. Risk that it fails: %1 %</source>
        <translation>O que uma corrida espera desta máquina agora, pelos inícios dela, pelo modelo de GPU e por todo o resto, com mais peso para os recentes. Risco de falhar: %1 %</translation>
    </message>
    <message numerus="yes">
        <source>%1; came back with another GPU %n time(s)</source>
        <translation>
            <numerusform>%1; voltou com outra GPU %n vez</numerusform>
            <numerusform>%1; voltou com outra GPU %n vezes</numerusform>
        </translation>
    </message>
    <message>
        <source>Not raced before %1; last failure: %2</source>
        <translation>Não corre antes de %1; última falha: %2</translation>
    </message>
    <message>
        <source>Machine %1, %2, median %3, %4</source>
        <translation>Máquina %1, %2, mediana %3, %4</translation>
    </message>
    <message>
        <source>Machine</source>
        <translation>Máquina</translation>
    </message>
    <message>
        <source>Number of the physical machine at its provider</source>
        <translation>Número da máquina física no provedor</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Lugar</translation>
    </message>
    <message>
        <source>GPU</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>As last seen</source>
        <translation>Como vista pela última vez</translation>
    </message>
    <message>
        <source>Boots</source>
        <translation>Inícios</translation>
    </message>
    <message>
        <source>How often it became ready, of all times it was rented</source>
        <translation>Quantas vezes ficou pronta, de todas as vezes em que foi alugada</translation>
    </message>
    <message>
        <source>Median</source>
        <translation>Mediana</translation>
    </message>
    <message>
        <source>Half of its boots are ready within this time (Kaplan–Meier)</source>
        <translation>Metade dos inícios fica pronta neste tempo (Kaplan–Meier)</translation>
    </message>
    <message>
        <source>p95</source>
        <translation>p95</translation>
    </message>
    <message>
        <source>95 % of its boots are ready within this time (Kaplan–Meier)</source>
        <translation>95 % dos inícios ficam prontos neste tempo (Kaplan–Meier)</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>Esperado</translation>
    </message>
    <message>
        <source>What a race expects of it now</source>
        <translation>O que uma corrida espera dela agora</translation>
    </message>
    <message>
        <source>Duds</source>
        <translation>Falhas</translation>
    </message>
    <message>
        <source>How often it fell out by its own fault</source>
        <translation>Quantas vezes caiu fora por culpa própria</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>Vista há</translation>
    </message>
    <message>
        <source>When it was last rented</source>
        <translation>Quando foi alugada pela última vez</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Restauração</translation>
    </message>
    <message>
        <source>Measured while restoring on it</source>
        <translation>Medido ao restaurar nela</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>Your decision, and how long it is left alone after a failure</source>
        <translation>Sua decisão, e por quanto tempo fica de fora depois de uma falha</translation>
    </message>
</context>
<context>
    <name>snapgpu::HostsFilterBar</name>
    <message>
        <source>by GPU</source>
        <translation>por GPU</translation>
    </message>
    <message>
        <source>by machine</source>
        <translation>por máquina</translation>
    </message>
    <message>
        <source>by host</source>
        <translation>por host</translation>
    </message>
    <message>
        <source>by place</source>
        <translation>por lugar</translation>
    </message>
    <message>
        <source>by image</source>
        <translation>por imagem</translation>
    </message>
    <message>
        <source>by provider</source>
        <translation>por provedor</translation>
    </message>
    <message>
        <source>all together</source>
        <translation>tudo junto</translation>
    </message>
    <message numerus="yes">
        <source>last %n day(s)</source>
        <translation>
            <numerusform>em %n dia</numerusform>
            <numerusform>em %n dias</numerusform>
        </translation>
    </message>
    <message>
        <source>all time</source>
        <translation>sempre</translation>
    </message>
    <message>
        <source>What the charts compare</source>
        <translation>O que os gráficos comparam</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>Período</translation>
    </message>
    <message>
        <source>GPU model</source>
        <translation>Modelo de GPU</translation>
    </message>
    <message>
        <source>all GPUs</source>
        <translation>toda GPU</translation>
    </message>
    <message>
        <source>Place of the machines</source>
        <translation>Lugar das máquinas</translation>
    </message>
    <message>
        <source>all places</source>
        <translation>todo lugar</translation>
    </message>
    <message>
        <source>Image that was booted</source>
        <translation>Imagem iniciada</translation>
    </message>
    <message>
        <source>all images</source>
        <translation>toda imagem</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Limpar</translation>
    </message>
    <message>
        <source>Clear all filters</source>
        <translation>Limpar todos os filtros</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
</context>
<context>
    <name>snapgpu::HostsPage</name>
    <message>
        <source>Ready within</source>
        <translation>Pronta em até</translation>
    </message>
    <message>
        <source>Stages</source>
        <translation>Etapas</translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation>Tentativas</translation>
    </message>
    <message>
        <source>Histogram</source>
        <translation>Histograma</translation>
    </message>
    <message>
        <source>Host memory is off</source>
        <translation>A memória de hosts está desligada</translation>
    </message>
    <message>
        <source>This window was opened without a place to remember how machines behaved.</source>
        <translation>Esta janela foi aberta sem um lugar para lembrar como as máquinas se comportaram.</translation>
    </message>
    <message>
        <source>Reading the memory…</source>
        <translation>Lendo a memória…</translation>
    </message>
    <message>
        <source>The memory cannot be used</source>
        <translation>A memória não pode ser usada</translation>
    </message>
    <message>
        <source>No boots yet</source>
        <translation>Nenhum início ainda</translation>
    </message>
    <message>
        <source>Every race adds how long each of its machines took and which never came up. After a few races this page shows how long you will wait, which machines are fast, and what racing saved you.</source>
        <translation>Cada corrida acrescenta quanto tempo cada máquina levou e quais nunca subiram. Depois de algumas corridas, esta página mostra quanto você vai esperar, quais máquinas são rápidas e o que correr poupou.</translation>
    </message>
    <message>
        <source>Go to Launch</source>
        <translation>Ir para Lançar</translation>
    </message>
    <message>
        <source>no host memory</source>
        <translation>sem memória de hosts</translation>
    </message>
    <message>
        <source>%1 of %2 shown</source>
        <translation>%1 de %2 à vista</translation>
    </message>
    <message numerus="yes">
        <source>%Ln boot(s)</source>
        <translation>
            <numerusform>%Ln início</numerusform>
            <numerusform>%Ln inícios</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln machine(s)</source>
        <translation>
            <numerusform>%Ln máquina</numerusform>
            <numerusform>%Ln máquinas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln record(s) skipped: the clock jumped, or they cannot be read</source>
        <translation>
            <numerusform>%Ln registro pulado: o relógio saltou ou ele não pode ser lido</numerusform>
            <numerusform>%Ln registros pulados: o relógio saltou ou eles não podem ser lidos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln record(s) not stored yet</source>
        <translation>
            <numerusform>%Ln registro ainda não gravado</numerusform>
            <numerusform>%Ln registros ainda não gravados</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>snapgpu::HostsPanel</name>
    <message>
        <source>Machines met</source>
        <translation>Máquinas conhecidas</translation>
    </message>
    <message>
        <source>Filter by machine, place, GPU or state</source>
        <translation>Filtrar por máquina, lugar, GPU ou estado</translation>
    </message>
    <message>
        <source>Filter of machines</source>
        <translation>Filtro das máquinas</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 de %2</translation>
    </message>
    <message>
        <source>not reached</source>
        <translation>não alcançada</translation>
    </message>
    <message>
        <source>Forget this machine…</source>
        <translation>Esquecer esta máquina…</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>Desafixar</translation>
    </message>
    <message>
        <source>Pin: always a candidate</source>
        <translation>Fixar: sempre candidata</translation>
    </message>
    <message>
        <source>Lift the ban</source>
        <translation>Retirar o banimento</translation>
    </message>
    <message>
        <source>Ban: never race it</source>
        <translation>Banir: nunca correr com ela</translation>
    </message>
    <message>
        <source>No machine matches</source>
        <translation>Nenhuma máquina corresponde</translation>
    </message>
    <message>
        <source>No machine of this period passes the filters.</source>
        <translation>Nenhuma máquina deste período passa pelos filtros.</translation>
    </message>
    <message>
        <source>Clear the filters</source>
        <translation>Limpar os filtros</translation>
    </message>
    <message>
        <source>Forget machine %1?</source>
        <translation>Esquecer a máquina %1?</translation>
    </message>
    <message numerus="yes">
        <source>Its %Ln boot(s), restores and your mark are removed from the memory for good; a race meets it as a stranger.</source>
        <translation>
            <numerusform>O %Ln início dela, as restaurações e a sua marca saem da memória para sempre; uma corrida a verá como desconhecida.</numerusform>
            <numerusform>Os %Ln inícios dela, as restaurações e a sua marca saem da memória para sempre; uma corrida a verá como desconhecida.</numerusform>
        </translation>
    </message>
    <message>
        <source>Forget it</source>
        <translation>Esquecer</translation>
    </message>
</context>
<context>
    <name>snapgpu::HttpJob</name>
    <message>
        <source>The address %1 is not an http or https address. Correct it in the settings or on the command line.</source>
        <translation>O endereço %1 não é http nem https. Corrija-o nos ajustes ou na linha de comando.</translation>
    </message>
    <message>
        <source>%1 announced an answer of %2 bytes; at most %3 are read.</source>
        <translation>%1 anunciou uma resposta de %2 bytes; são lidos no máximo %3.</translation>
    </message>
    <message>
        <source>The answer of %1 is larger than %2 bytes and was not read.</source>
        <translation>A resposta de %1 passa de %2 bytes e não foi lida.</translation>
    </message>
    <message>
        <source>%1 sends callers on to %2, and the key does not follow. Set the provider&apos;s address to the new place if you trust it.</source>
        <translation>%1 redireciona para %2, e a chave não vai junto. Se você confia no novo lugar, aponte o endereço do provedor para ele.</translation>
    </message>
    <message>
        <source>another place</source>
        <translation>outro lugar</translation>
    </message>
    <message>
        <source>%1 was silent for too long. Check the network and try again.</source>
        <translation>%1 ficou em silêncio por tempo demais. Verifique a rede e tente de novo.</translation>
    </message>
    <message>
        <source>%1 refused the connection. Check the address and whether the service runs.</source>
        <translation>%1 recusou a conexão. Verifique o endereço e se o serviço está no ar.</translation>
    </message>
    <message>
        <source>The name %1 cannot be resolved. Check the address and the network.</source>
        <translation>O nome %1 não pôde ser resolvido. Verifique o endereço e a rede.</translation>
    </message>
    <message>
        <source>The connection to %1 was lost. Check the network and try again.</source>
        <translation>A conexão com %1 caiu. Verifique a rede e tente de novo.</translation>
    </message>
    <message>
        <source>%1 did not answer within %2 s. Check the network and try again.</source>
        <translation>%1 não respondeu em %2 s. Verifique a rede e tente de novo.</translation>
    </message>
    <message>
        <source>The encrypted connection to %1 failed, so nothing was sent. Check the address: what answers there may speak no TLS, or none new enough.</source>
        <translation>A conexão cifrada com %1 falhou, por isso nada foi enviado. Verifique o endereço: quem responde ali talvez não fale TLS, ou só um TLS antigo demais.</translation>
    </message>
</context>
<context>
    <name>snapgpu::Indexing</name>
    <message>
        <source>restic&apos;s list of files broke off or could not be understood. Try again.</source>
        <translation>A lista de arquivos do restic foi cortada ou não pôde ser entendida. Tente de novo.</translation>
    </message>
    <message>
        <source>The snapshot is not in the repository any more. Refresh the list and choose another.</source>
        <translation>O snapshot não está mais no repositório. Atualize a lista e escolha outro.</translation>
    </message>
    <message>
        <source>The snapshot holds more files than SnapGPU can show (4 billion).</source>
        <translation>O snapshot tem mais arquivos do que o SnapGPU consegue mostrar (4 bilhões).</translation>
    </message>
</context>
<context>
    <name>snapgpu::JobBase</name>
    <message>
        <source>Cancelled.</source>
        <translation>Cancelado.</translation>
    </message>
</context>
<context>
    <name>snapgpu::LaneAxis</name>
    <message>
        <source>Time since the start of the race</source>
        <translation>Tempo desde o início da corrida</translation>
    </message>
    <message>
        <source>Racer</source>
        <translation>Corredora</translation>
    </message>
    <message>
        <source>wave %1</source>
        <translation>onda %1</translation>
    </message>
</context>
<context>
    <name>snapgpu::LaneView</name>
    <message>
        <source>Racers</source>
        <translation>Corredoras</translation>
    </message>
</context>
<context>
    <name>snapgpu::LaunchPage</name>
    <message>
        <source>Filter of offers</source>
        <translation>Filtro de ofertas</translation>
    </message>
    <message>
        <source>Looking for offers</source>
        <translation>Procurando ofertas</translation>
    </message>
    <message>
        <source>Try: %1</source>
        <translation>Tente: %1</translation>
    </message>
    <message>
        <source>Looking for offers…</source>
        <translation>Procurando ofertas…</translation>
    </message>
    <message>
        <source>The cloud is asked for machines that match the line above.</source>
        <translation>A nuvem está sendo consultada sobre máquinas que combinam com a linha acima.</translation>
    </message>
    <message>
        <source>The offers could not be loaded</source>
        <translation>As ofertas não puderam ser carregadas</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Tentar de novo</translation>
    </message>
    <message>
        <source>A race is running.</source>
        <translation>Há uma corrida em andamento.</translation>
    </message>
    <message>
        <source>The filter line has an error.</source>
        <translation>A linha de filtro tem um erro.</translation>
    </message>
    <message>
        <source>Waiting for offers.</source>
        <translation>Esperando as ofertas.</translation>
    </message>
    <message>
        <source>No offer to race.</source>
        <translation>Nenhuma oferta para correr.</translation>
    </message>
    <message>
        <source>The cap per hour allows no machine.</source>
        <translation>O teto por hora não permite nenhuma máquina.</translation>
    </message>
    <message>
        <source>%1 of %2 offers</source>
        <translation>%1 de %2 ofertas</translation>
    </message>
    <message>
        <source>updated %1 ago</source>
        <translation>atualizado há %1</translation>
    </message>
    <message>
        <source>Columns…</source>
        <translation>Colunas…</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Detalhes</translation>
    </message>
    <message>
        <source>Show or hide everything about the current offer (Enter)</source>
        <translation>Mostrar ou esconder tudo sobre a oferta atual (Enter)</translation>
    </message>
    <message>
        <source>The filter asks for nothing but %1; there would be nothing left.</source>
        <translation>O filtro só pede %1; não sobraria nada.</translation>
    </message>
    <message>
        <source>asking again…</source>
        <translation>perguntando de novo…</translation>
    </message>
    <message>
        <source>the list of the last time, asking again…</source>
        <translation>a lista da última vez, perguntando de novo…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln ticked: only these race</source>
        <translation>
            <numerusform>%Ln marcada: só ela corre</numerusform>
            <numerusform>%Ln marcadas: só elas correm</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln older, dimmed</source>
        <translation>
            <numerusform>%Ln mais antiga, esmaecida</numerusform>
            <numerusform>%Ln mais antigas, esmaecidas</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>snapgpu::LaunchSession</name>
    <message>
        <source>The account has no credit left (%1), so nothing was rented. Add credit at the provider and start again.</source>
        <translation>A conta não tem mais crédito (%1), por isso nada foi alugado. Ponha crédito no provedor e comece de novo.</translation>
    </message>
    <message>
        <source>No offer matches the filters now, so nothing was rented. Relax a filter and start again.</source>
        <translation>Nenhuma oferta atende aos filtros agora, por isso nada foi alugado. Afrouxe um filtro e comece de novo.</translation>
    </message>
    <message>
        <source>the launch was asked to destroy it afterwards</source>
        <translation>o lançamento pediu que fosse destruída no fim</translation>
    </message>
    <message numerus="yes">
        <source>%n machine(s) could not be confirmed destroyed: %1. They stay in the ledger; run &quot;snapgpu-cli sweep&quot; or leave SnapGPU open, and it goes on trying.</source>
        <translation>
            <numerusform>A destruição de %n máquina não pôde ser confirmada: %1. Ela fica no registro; rode &quot;snapgpu-cli sweep&quot; ou deixe o SnapGPU aberto, e ele continua tentando.</numerusform>
            <numerusform>A destruição de %n máquinas não pôde ser confirmada: %1. Elas ficam no registro; rode &quot;snapgpu-cli sweep&quot; ou deixe o SnapGPU aberto, e ele continua tentando.</numerusform>
        </translation>
    </message>
    <message>
        <source>Stopped as you asked.</source>
        <translation>Parado, como você pediu.</translation>
    </message>
    <message>
        <source>stopped by you</source>
        <translation>parada por você</translation>
    </message>
    <message>
        <source>The account holds %1, and if no machine becomes ready this race can cost %2. Add credit, or lower the caps.</source>
        <translation>A conta tem %1, e se nenhuma máquina ficar pronta esta corrida pode custar %2. Adicione crédito ou reduza os limites.</translation>
    </message>
    <message numerus="yes">
        <source>The machine did not confirm that it stays. It may destroy itself %n minute(s) after its start; to keep it, log in and run: echo kept &gt; /root/.snapgpu/lease</source>
        <translation>
            <numerusform>A máquina não confirmou que fica. Ela pode se destruir %n minuto depois de começar; para mantê-la, entre nela e execute: echo kept &gt; /root/.snapgpu/lease</numerusform>
            <numerusform>A máquina não confirmou que fica. Ela pode se destruir %n minutos depois de começar; para mantê-la, entre nela e execute: echo kept &gt; /root/.snapgpu/lease</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n machine(s) of an earlier launch are still being destroyed. %1</source>
        <translation>
            <numerusform>%n máquina de um lançamento anterior ainda está sendo destruída. %1</numerusform>
            <numerusform>%n máquinas de um lançamento anterior ainda estão sendo destruídas. %1</numerusform>
        </translation>
    </message>
    <message>
        <source>No machine that matches takes a bid this low, so nothing was rented. Raise the bid and start again.</source>
        <translation>Nenhuma máquina que atende aos filtros aceita um lance tão baixo; nada foi alugado. Aumente o lance e comece de novo.</translation>
    </message>
    <message>
        <source>Every machine that matches is banned by you; the ban is ignored for this race.</source>
        <translation>Todas as máquinas que combinam foram banidas por você; o banimento é ignorado nesta corrida.</translation>
    </message>
    <message>
        <source>No boot is remembered yet, so the waves cannot be timed by what was learned: each waits %1 s.</source>
        <translation>Ainda não há nenhum início na memória, portanto as ondas não podem seguir o que foi aprendido: cada uma espera %1 s.</translation>
    </message>
    <message>
        <source>The machine was stopped.</source>
        <translation>A máquina foi parada.</translation>
    </message>
    <message>
        <source>The provider does not tell how much credit is left. Without any, the first create is refused and the race ends.</source>
        <translation>O provedor não informa quanto crédito resta. Sem nenhum, a primeira criação é recusada e a corrida termina.</translation>
    </message>
</context>
<context>
    <name>snapgpu::Ledger</name>
    <message>
        <source>A copy is at %1.</source>
        <translation>Há uma cópia em %1.</translation>
    </message>
</context>
<context>
    <name>snapgpu::LedgerWatch</name>
    <message>
        <source>destroyed by hand</source>
        <translation>destruída manualmente</translation>
    </message>
</context>
<context>
    <name>snapgpu::LinkQuery</name>
    <message>
        <source>restic&apos;s list of hard links broke off, so nothing was kept. Try again.</source>
        <translation>A lista de hard links do restic foi cortada, então nada foi guardado. Tente de novo.</translation>
    </message>
</context>
<context>
    <name>snapgpu::MachineBackupPanels</name>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fechar</translation>
    </message>
    <message>
        <source>Cancel: %1</source>
        <translation>Cancelar: %1</translation>
    </message>
    <message>
        <source>Close: %1</source>
        <translation>Fechar: %1</translation>
    </message>
</context>
<context>
    <name>snapgpu::MachineBackups</name>
    <message>
        <source>It is being destroyed.</source>
        <translation>Ela está sendo destruída.</translation>
    </message>
    <message>
        <source>It is in a race, and holds nothing yet.</source>
        <translation>Ela está numa corrida e ainda não tem nada.</translation>
    </message>
    <message>
        <source>It is stopped; start it at the provider first.</source>
        <translation>Ela está parada; ligue-a primeiro no provedor.</translation>
    </message>
    <message>
        <source>The provider names no address of it yet.</source>
        <translation>O provedor ainda não informa nenhum endereço dela.</translation>
    </message>
    <message>
        <source>Starting the sync on %1</source>
        <translation>Iniciando a sincronização em %1</translation>
    </message>
    <message>
        <source>The sync on %1 was not started</source>
        <translation>A sincronização em %1 não foi iniciada</translation>
    </message>
    <message>
        <source>The sync on %1 has started</source>
        <translation>A sincronização em %1 foi iniciada</translation>
    </message>
    <message>
        <source>Stopping the sync on %1</source>
        <translation>Parando a sincronização em %1</translation>
    </message>
    <message>
        <source>The sync on %1 could not be stopped</source>
        <translation>A sincronização em %1 não pôde ser parada</translation>
    </message>
    <message>
        <source>The sync on %1 has stopped</source>
        <translation>A sincronização em %1 parou</translation>
    </message>
    <message>
        <source>Backed up %1</source>
        <translation>Backup de %1 feito</translation>
    </message>
    <message>
        <source>The backup of %1 failed</source>
        <translation>O backup de %1 falhou</translation>
    </message>
    <message>
        <source>The backup of %1 was cancelled</source>
        <translation>O backup de %1 foi cancelado</translation>
    </message>
    <message>
        <source>Backing up %1</source>
        <translation>Fazendo backup de %1</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 de %2</translation>
    </message>
    <message>
        <source>%1 files</source>
        <translation>%1 arquivos</translation>
    </message>
    <message>
        <source>about %1 left</source>
        <translation>faltam cerca de %1</translation>
    </message>
    <message>
        <source>snapshot %1</source>
        <translation>snapshot %1</translation>
    </message>
    <message>
        <source>%1 added</source>
        <translation>%1 acrescentados</translation>
    </message>
    <message>
        <source>%1 new, %2 changed, %3 unchanged</source>
        <comment>files</comment>
        <translation>%1 novos, %2 alterados, %3 inalterados</translation>
    </message>
    <message>
        <source>The sync ended with a restart of the machine, or was killed. Start it again.</source>
        <translation>A sincronização terminou com um reinício da máquina, ou foi morta. Inicie-a de novo.</translation>
    </message>
    <message>
        <source>Sync every %1</source>
        <translation>Sincronização a cada %1</translation>
    </message>
    <message>
        <source>all was safe %1</source>
        <comment>5 min ago</comment>
        <translation>tudo estava salvo %1</translation>
    </message>
    <message numerus="yes">
        <source>%n failure(s): %1</source>
        <translation>
            <numerusform>%n falha: %1</numerusform>
            <numerusform>%n falhas: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>it backs up now</source>
        <translation>está fazendo backup agora</translation>
    </message>
    <message>
        <source>it waits for the restore</source>
        <translation>espera a restauração terminar</translation>
    </message>
    <message>
        <source>next in %1</source>
        <translation>próxima em %1</translation>
    </message>
</context>
<context>
    <name>snapgpu::MachineListJob</name>
    <message>
        <source>The provider&apos;s list of machines does not end. Nothing is concluded from it; try again.</source>
        <translation>A lista de máquinas do provedor não termina. Nada se conclui dela; tente de novo.</translation>
    </message>
</context>
<context>
    <name>snapgpu::MachineRestic</name>
    <message>
        <source>Fetching restic %1 on the machine.</source>
        <translation>Baixando o restic %1 na máquina.</translation>
    </message>
    <message>
        <source>Sending restic %1 to the machine.</source>
        <translation>Enviando o restic %1 para a máquina.</translation>
    </message>
    <message>
        <source>The machine cannot fetch restic; fetching restic %1 on this computer for it.</source>
        <translation>A máquina não consegue baixar o restic; baixando o restic %1 neste computador para ela.</translation>
    </message>
    <message>
        <source>The machine has no usable restic, and getting one failed: %1. Use an image with restic 0.17 or newer.</source>
        <translation>A máquina não tem um restic utilizável, e obter um falhou: %1. Use uma imagem com restic 0.17 ou mais novo.</translation>
    </message>
    <message>
        <source>no address to fetch it from is set</source>
        <translation>nenhum endereço para baixá-lo está definido</translation>
    </message>
    <message>
        <source>The machine has no usable restic, and none is known for its processor (%1).</source>
        <translation>A máquina não tem um restic utilizável, e nenhum é conhecido para o processador dela (%1).</translation>
    </message>
    <message>
        <source>%1 is not the file expected (SHA-256 differs)</source>
        <translation>%1 não é o arquivo esperado (o SHA-256 difere)</translation>
    </message>
    <message>
        <source>the file on this computer could not be unpacked</source>
        <translation>o arquivo neste computador não pôde ser descompactado</translation>
    </message>
</context>
<context>
    <name>snapgpu::MachineRestore</name>
    <message>
        <source>The machine did not answer over SSH within %1 s. Is it running?</source>
        <translation>A máquina não respondeu por SSH em %1 s. Ela está rodando?</translation>
    </message>
    <message>
        <source>The provider names no address of this machine. Is it running?</source>
        <translation>O provedor não informa nenhum endereço desta máquina. Ela está rodando?</translation>
    </message>
    <message>
        <source>Logging in…</source>
        <translation>Entrando na máquina…</translation>
    </message>
    <message>
        <source>Cancelled before the machine answered; nothing was restored.</source>
        <translation>Cancelado antes de a máquina responder; nada foi restaurado.</translation>
    </message>
</context>
<context>
    <name>snapgpu::MachineRestorePanels</name>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fechar</translation>
    </message>
    <message>
        <source>Cancel the restore onto %1</source>
        <translation>Cancelar a restauração em %1</translation>
    </message>
    <message>
        <source>Close what is said of %1</source>
        <translation>Fechar o que se diz de %1</translation>
    </message>
</context>
<context>
    <name>snapgpu::MachineRestores</name>
    <message>
        <source>It is being destroyed.</source>
        <translation>Ela está sendo destruída.</translation>
    </message>
    <message>
        <source>It is in a race, which restores onto it when it wins.</source>
        <translation>Ela está numa corrida, que restaura nela quando ela vencer.</translation>
    </message>
    <message>
        <source>It is stopped; start it at the provider first.</source>
        <translation>Ela está parada; ligue-a primeiro no provedor.</translation>
    </message>
    <message>
        <source>The provider names no address of it yet.</source>
        <translation>O provedor ainda não informa nenhum endereço dela.</translation>
    </message>
    <message>
        <source>%1: %2 %3 in %4 files, %5.</source>
        <comment>machine, sentence, size, files, time</comment>
        <translation>%1: %2 %3 em %4 arquivos, %5.</translation>
    </message>
    <message>
        <source>%1: the restore failed. %2</source>
        <comment>machine, sentence</comment>
        <translation>%1: a restauração falhou. %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>machine, sentence</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 de %2</translation>
    </message>
    <message>
        <source>A restore that was begun earlier goes on on %1.</source>
        <translation>Uma restauração iniciada antes continua em %1.</translation>
    </message>
    <message>
        <source>A restore that was begun earlier goes on on %1: %2.</source>
        <comment>machine, 1 GB of 2 GB</comment>
        <translation>Uma restauração iniciada antes continua em %1: %2.</translation>
    </message>
    <message>
        <source>%1: the restore ended while SnapGPU was closed. %2 %3 in %4 files.</source>
        <comment>machine, sentence, size, files</comment>
        <translation>%1: a restauração terminou enquanto o SnapGPU estava fechado. %2 %3 em %4 arquivos.</translation>
    </message>
    <message>
        <source>%1: the restore failed while SnapGPU was closed. %2</source>
        <comment>machine, sentence</comment>
        <translation>%1: a restauração falhou enquanto o SnapGPU estava fechado. %2</translation>
    </message>
</context>
<context>
    <name>snapgpu::MachineTableModel</name>
    <message>
        <source>left over, to be destroyed</source>
        <translation>sobrou, será destruída</translation>
    </message>
    <message>
        <source>being destroyed</source>
        <translation>sendo destruída</translation>
    </message>
    <message>
        <source>being rented</source>
        <translation>sendo alugada</translation>
    </message>
    <message>
        <source>racing</source>
        <translation>correndo</translation>
    </message>
    <message>
        <source>racing, booting</source>
        <translation>correndo, iniciando</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>mantida</translation>
    </message>
    <message>
        <source>foreign, never touched</source>
        <translation>alheia, nunca tocada</translation>
    </message>
    <message>
        <source>%1 × %2</source>
        <translation>%1 × %2</translation>
    </message>
    <message>
        <source>over</source>
        <translation>acabou</translation>
    </message>
    <message>
        <source>%1, %2, %3</source>
        <translation>%1, %2, %3</translation>
    </message>
    <message>
        <source>What this machine is to SnapGPU</source>
        <translation>O que esta máquina é para o SnapGPU</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>Model of the GPU</source>
        <translation>Modelo da GPU</translation>
    </message>
    <message>
        <source>GPU</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>Where the machine stands</source>
        <translation>Onde a máquina está</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Lugar</translation>
    </message>
    <message>
        <source>US dollars per hour it costs now; a stopped machine still pays for its disk</source>
        <translation>Dólares por hora que custa agora; uma máquina parada ainda paga pelo disco</translation>
    </message>
    <message>
        <source>$/h</source>
        <translation>US$/h</translation>
    </message>
    <message>
        <source>How long it has been rented</source>
        <translation>Há quanto tempo está alugada</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Idade</translation>
    </message>
    <message>
        <source>US dollars so far, reckoned from its rates; the provider&apos;s bill counts</source>
        <translation>Dólares até agora, calculados pelas tarifas; vale a conta do provedor</translation>
    </message>
    <message>
        <source>$ so far</source>
        <translation>US$ até agora</translation>
    </message>
    <message>
        <source>Until then it destroys itself unless somebody claims it</source>
        <translation>Até lá ela se destrói, a não ser que alguém a assuma</translation>
    </message>
    <message>
        <source>Lease</source>
        <translation>Prazo</translation>
    </message>
    <message>
        <source>Number of the instance at the provider</source>
        <translation>Número da instância no provedor</translation>
    </message>
    <message>
        <source>Instance</source>
        <translation>Instância</translation>
    </message>
    <message>
        <source>Where its SSH server answers</source>
        <translation>Onde o servidor SSH dela responde</translation>
    </message>
    <message>
        <source>SSH</source>
        <translation>SSH</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n dia</numerusform>
            <numerusform>%n dias</numerusform>
        </translation>
    </message>
    <message>
        <source>%1; outbid or stopped, only disk bills</source>
        <translation>%1; lance superado ou parada, só o disco cobra</translation>
    </message>
    <message>
        <source>%1; stopped, only disk bills</source>
        <translation>%1; parada, só o disco cobra</translation>
    </message>
</context>
<context>
    <name>snapgpu::MachinesPage</name>
    <message>
        <source>&amp;Copy ssh</source>
        <translation>&amp;Copiar ssh</translation>
    </message>
    <message>
        <source>Open &amp;terminal</source>
        <translation>Abrir &amp;terminal</translation>
    </message>
    <message>
        <source>&amp;Destroy…</source>
        <translation>&amp;Destruir…</translation>
    </message>
    <message>
        <source>&amp;Refresh</source>
        <translation>Atuali&amp;zar</translation>
    </message>
    <message>
        <source>Asking the provider</source>
        <translation>Perguntando ao provedor</translation>
    </message>
    <message>
        <source>Machines</source>
        <translation>Máquinas</translation>
    </message>
    <message>
        <source>No provider yet</source>
        <translation>Ainda sem provedor</translation>
    </message>
    <message>
        <source>Set up an API key on the Launch page, or try the sandbox; then your machines stand here.</source>
        <translation>Configure uma chave de API na página Lançar ou experimente o sandbox; então suas máquinas aparecem aqui.</translation>
    </message>
    <message>
        <source>The machines could not be listed</source>
        <translation>Não foi possível listar as máquinas</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Tentar de novo</translation>
    </message>
    <message>
        <source>Asking the provider…</source>
        <translation>Perguntando ao provedor…</translation>
    </message>
    <message>
        <source>What is alive on the account is shown as soon as it answers.</source>
        <translation>O que está vivo na conta aparece assim que ele responder.</translation>
    </message>
    <message>
        <source>Nothing is alive</source>
        <translation>Nada está vivo</translation>
    </message>
    <message>
        <source>No machine runs on this account and none keeps a disk; nothing costs money.</source>
        <translation>Nenhuma máquina roda nesta conta e nenhuma mantém um disco; nada custa dinheiro.</translation>
    </message>
    <message numerus="yes">
        <source>%n machine(s) of SnapGPU: %1</source>
        <translation>
            <numerusform>%n máquina do SnapGPU: %1</numerusform>
            <numerusform>%n máquinas do SnapGPU: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n foreign: %1</source>
        <translation>
            <numerusform>%n alheia: %1</numerusform>
            <numerusform>%n alheias: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>SnapGPU did not rent this machine and never touches it</source>
        <translation>O SnapGPU não alugou esta máquina e nunca toca nela</translation>
    </message>
    <message>
        <source>It is being destroyed already, until it is confirmed gone</source>
        <translation>Já está sendo destruída, até a confirmação de que sumiu</translation>
    </message>
    <message>
        <source>no provider</source>
        <translation>sem provedor</translation>
    </message>
    <message>
        <source>the provider does not answer: what is shown may be old</source>
        <translation>o provedor não responde: o que se vê pode ser antigo</translation>
    </message>
    <message>
        <source>asked again every %1 s</source>
        <translation>perguntado de novo a cada %1 s</translation>
    </message>
    <message>
        <source>asking the provider…</source>
        <translation>perguntando ao provedor…</translation>
    </message>
    <message>
        <source>Restore a snapshot &amp;here…</source>
        <translation>Restaurar um snapshot &amp;aqui…</translation>
    </message>
    <message>
        <source>A restore onto it is under way</source>
        <translation>Uma restauração nela está em andamento</translation>
    </message>
    <message>
        <source>Brings a snapshot, or a part of one, back onto this machine</source>
        <translation>Traz um snapshot, ou parte de um, de volta para esta máquina</translation>
    </message>
    <message>
        <source>&amp;Back up now</source>
        <translation>Fazer &amp;backup agora</translation>
    </message>
    <message>
        <source>S&amp;ync…</source>
        <translation>S&amp;incronizar…</translation>
    </message>
    <message>
        <source>A backup of it is under way</source>
        <translation>Um backup dela está em andamento</translation>
    </message>
    <message>
        <source>Takes what is on this machine into the repository</source>
        <translation>Leva o que está nesta máquina para o repositório</translation>
    </message>
    <message>
        <source>Backs this machine up every so often, also while SnapGPU is closed</source>
        <translation>Faz backup desta máquina de tempos em tempos, mesmo com o SnapGPU fechado</translation>
    </message>
</context>
<context>
    <name>snapgpu::MainWindow</name>
    <message>
        <source>Sandbox: no real money</source>
        <translation>Sandbox: sem dinheiro de verdade</translation>
    </message>
    <message>
        <source>The cloud runs inside this computer; the machines are real, the prices are not paid</source>
        <translation>A nuvem roda dentro deste computador; as máquinas são reais, os preços não são cobrados</translation>
    </message>
    <message>
        <source>Launch</source>
        <translation>Lançar</translation>
    </message>
    <message>
        <source>Race</source>
        <translation>Corrida</translation>
    </message>
    <message>
        <source>Snapshots</source>
        <translation>Snapshots</translation>
    </message>
    <message>
        <source>no provider</source>
        <translation>sem provedor</translation>
    </message>
    <message>
        <source>closing when the last machine is confirmed gone…</source>
        <translation>fechando quando a última máquina for confirmada como destruída…</translation>
    </message>
    <message>
        <source>no repository: only race</source>
        <translation>sem repositório: só correr</translation>
    </message>
    <message>
        <source>reading the repository…</source>
        <translation>lendo o repositório…</translation>
    </message>
    <message>
        <source>repository not readable: only race</source>
        <translation>repositório ilegível: só correr</translation>
    </message>
    <message>
        <source>repository is empty: only race</source>
        <translation>repositório vazio: só correr</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>machine: price per hour</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Cancel the restore?</source>
        <translation>Cancelar a restauração?</translation>
    </message>
    <message>
        <source>Cancel the race?</source>
        <translation>Cancelar a corrida?</translation>
    </message>
    <message>
        <source>All machines of this launch are destroyed, the winner too; they cost %1 so far.</source>
        <translation>Todas as máquinas deste lançamento são destruídas, inclusive a vencedora; custaram %1 até agora.</translation>
    </message>
    <message>
        <source>Cancel and destroy</source>
        <translation>Cancelar e destruir</translation>
    </message>
    <message>
        <source>Destroy %1?</source>
        <translation>Destruir %1?</translation>
    </message>
    <message>
        <source>Destroy the machine</source>
        <translation>Destruir a máquina</translation>
    </message>
    <message>
        <source>Stop the race and quit?</source>
        <translation>Parar a corrida e sair?</translation>
    </message>
    <message numerus="yes">
        <source>%n machine(s) still cost money</source>
        <translation>
            <numerusform>%n máquina ainda custa dinheiro</numerusform>
            <numerusform>%n máquinas ainda custam dinheiro</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 in all:</source>
        <translation>%1 no total:</translation>
    </message>
    <message>
        <source>Destroy all and quit</source>
        <translation>Destruir tudo e sair</translation>
    </message>
    <message numerus="yes">
        <source>Keep %n machine(s) and quit</source>
        <translation>
            <numerusform>Manter %n máquina e sair</numerusform>
            <numerusform>Manter %n máquinas e sair</numerusform>
        </translation>
    </message>
    <message>
        <source>Quit and go on at the next start</source>
        <translation>Sair e continuar na próxima vez</translation>
    </message>
    <message>
        <source>Machines</source>
        <translation>Máquinas</translation>
    </message>
    <message>
        <source>It costs %1 and has cost %2 so far. Everything on it that is not in a snapshot is lost for ever.</source>
        <translation>Ela custa %1 e já custou %2. Tudo nela que não está em um snapshot se perde para sempre.</translation>
    </message>
    <message>
        <source>Hosts</source>
        <translation>Hosts</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>Atividade</translation>
    </message>
    <message>
        <source>Cancel the restore onto %1?</source>
        <translation>Cancelar a restauração em %1?</translation>
    </message>
    <message>
        <source>The machine stays, and so do the files that are there; restoring again goes on from them.</source>
        <translation>A máquina fica, e os arquivos que já estão lá também; restaurar de novo continua a partir deles.</translation>
    </message>
    <message>
        <source>Cancel the restore</source>
        <translation>Cancelar a restauração</translation>
    </message>
    <message numerus="yes">
        <source>%n restore(s) are under way; on a machine that is kept they go on without this window.</source>
        <translation>
            <numerusform>%n restauração está em andamento; numa máquina mantida ela continua sem esta janela.</numerusform>
            <numerusform>%n restaurações estão em andamento; numa máquina mantida elas continuam sem esta janela.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n restore(s) that were begun earlier go on.</source>
        <translation>
            <numerusform>%n restauração iniciada antes continua.</numerusform>
            <numerusform>%n restaurações iniciadas antes continuam.</numerusform>
        </translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Mostrar</translation>
    </message>
    <message>
        <source>You can work</source>
        <translation>Você já pode trabalhar</translation>
    </message>
    <message>
        <source>%1: the files you need first are there; the rest follows.</source>
        <translation>%1: os arquivos de que você precisa primeiro estão lá; o resto vem a seguir.</translation>
    </message>
    <message>
        <source>The restore failed</source>
        <translation>A restauração falhou</translation>
    </message>
    <message>
        <source>Restored</source>
        <translation>Restaurado</translation>
    </message>
    <message>
        <source>The files you need first are there; the rest follows.</source>
        <translation>Os arquivos de que você precisa primeiro estão lá; o resto vem a seguir.</translation>
    </message>
    <message>
        <source>The race is won</source>
        <translation>A corrida foi vencida</translation>
    </message>
    <message>
        <source>%1 was ready after %2.</source>
        <comment>machine, time</comment>
        <translation>%1 ficou pronta após %2.</translation>
    </message>
    <message>
        <source>%1 in %2 files, %3.</source>
        <comment>size, files, time</comment>
        <translation>%1 em %2 arquivos, %3.</translation>
    </message>
    <message>
        <source>The launch failed</source>
        <translation>O lançamento falhou</translation>
    </message>
    <message>
        <source>A machine will not die</source>
        <translation>Uma máquina não morre</translation>
    </message>
    <message>
        <source>It may cost money: %1. SnapGPU goes on trying.</source>
        <translation>Ela pode custar dinheiro: %1. O SnapGPU continua tentando.</translation>
    </message>
    <message>
        <source>The other provider or key is used when SnapGPU starts again, because a race or restore is going on.</source>
        <translation>O outro provedor ou chave passa a valer quando o SnapGPU iniciar de novo, porque há uma corrida ou restauração em andamento.</translation>
    </message>
    <message>
        <source>A backup first takes what is on it into the repository; when that fails, or leaves something out, the machine stays.</source>
        <translation>Um backup antes leva o que está nela para o repositório; se ele falhar, ou deixar algo de fora, a máquina fica.</translation>
    </message>
    <message>
        <source>&amp;Back up, then destroy</source>
        <translation>Fazer &amp;backup e depois destruir</translation>
    </message>
    <message>
        <source>&amp;Destroy now</source>
        <translation>&amp;Destruir agora</translation>
    </message>
    <message numerus="yes">
        <source>%n backup(s) are under way; on a machine that is kept they go on without this window.</source>
        <translation>
            <numerusform>%n backup está em andamento; numa máquina mantida ele continua sem esta janela.</numerusform>
            <numerusform>%n backups estão em andamento; numa máquina mantida eles continuam sem esta janela.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: the sync failed. %2</source>
        <comment>machine, sentence</comment>
        <translation>%1: a sincronização falhou. %2</translation>
    </message>
    <message>
        <source>The backup failed</source>
        <translation>O backup falhou</translation>
    </message>
    <message>
        <source>The machine was not destroyed: its backup could not begin. Try again in a moment.</source>
        <translation>A máquina não foi destruída: o backup dela não pôde começar. Tente de novo em instantes.</translation>
    </message>
    <message>
        <source>%1 was not destroyed: its backup was cancelled.</source>
        <translation>%1 não foi destruída: o backup dela foi cancelado.</translation>
    </message>
    <message>
        <source>%1 was not destroyed. %2</source>
        <comment>machine, sentence</comment>
        <translation>%1 não foi destruída. %2</translation>
    </message>
    <message>
        <source>Backed up</source>
        <translation>Backup feito</translation>
    </message>
    <message>
        <source>%1 is being destroyed; nothing on it had changed since its last snapshot.</source>
        <translation>%1 está sendo destruída; nada nela havia mudado desde o último snapshot.</translation>
    </message>
    <message>
        <source>%1 is being destroyed; what was on it is in snapshot %2.</source>
        <comment>machine, id</comment>
        <translation>%1 está sendo destruída; o que estava nela está no snapshot %2.</translation>
    </message>
</context>
<context>
    <name>snapgpu::MemoryStore</name>
    <message>
        <source>memory</source>
        <translation>memória</translation>
    </message>
</context>
<context>
    <name>snapgpu::MoneyLine</name>
    <message numerus="yes">
        <source>%n machine(s)</source>
        <translation>
            <numerusform>%n máquina</numerusform>
            <numerusform>%n máquinas</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>today %1</source>
        <translation>hoje %1</translation>
    </message>
    <message>
        <source>Reckoned from the prices of the offers; the provider&apos;s bill counts.</source>
        <translation>Calculado pelos preços das ofertas; o que vale é a fatura do provedor.</translation>
    </message>
    <message numerus="yes">
        <source>%n will not die</source>
        <translation>
            <numerusform>%n não quer morrer</numerusform>
            <numerusform>%n não querem morrer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>destroying %n</source>
        <translation>
            <numerusform>destruindo %n</numerusform>
            <numerusform>destruindo %n</numerusform>
        </translation>
    </message>
    <message>
        <source>cloud does not answer</source>
        <translation>a nuvem não responde</translation>
    </message>
    <message>
        <source>nothing left behind</source>
        <translation>nada ficou para trás</translation>
    </message>
    <message numerus="yes">
        <source>%n on another account</source>
        <translation>
            <numerusform>%n em outra conta</numerusform>
            <numerusform>%n em outra conta</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>snapgpu::MoreOffers</name>
    <message>
        <source>Load more</source>
        <translation>Carregar mais</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Parar</translation>
    </message>
    <message>
        <source>Asks page by page, from the cheapest on; the cloud allows ten pages a minute</source>
        <translation>Pede página por página, a partir da mais barata; a nuvem permite dez páginas por minuto</translation>
    </message>
    <message>
        <source>Stop loading offers</source>
        <translation>Parar de carregar ofertas</translation>
    </message>
    <message>
        <source>The cloud has more than these %1 offers.</source>
        <translation>A nuvem tem mais do que estas %1 ofertas.</translation>
    </message>
    <message>
        <source>%1 offers so far, more are coming…</source>
        <translation>%1 ofertas até agora, mais estão chegando…</translation>
    </message>
</context>
<context>
    <name>snapgpu::NavRail</name>
    <message>
        <source>Settings</source>
        <translation>Ajustes</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
</context>
<context>
    <name>snapgpu::NoticeBar</name>
    <message>
        <source>Close this notice</source>
        <translation>Fechar este aviso</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fechar</translation>
    </message>
</context>
<context>
    <name>snapgpu::OfferDelegate</name>
    <message>
        <source>%1 · %2</source>
        <comment>GPU · how long ago it was seen</comment>
        <translation>%1 · %2</translation>
    </message>
</context>
<context>
    <name>snapgpu::OfferDetails</name>
    <message>
        <source>Close the details</source>
        <translation>Fechar os detalhes</translation>
    </message>
    <message>
        <source>Details of the offer</source>
        <translation>Detalhes da oferta</translation>
    </message>
    <message>
        <source>Below</source>
        <translation>Embaixo</translation>
    </message>
    <message>
        <source>Beside</source>
        <translation>Ao lado</translation>
    </message>
    <message>
        <source>Put the details below the table</source>
        <translation>Pôr os detalhes embaixo da tabela</translation>
    </message>
    <message>
        <source>Put the details beside the table</source>
        <translation>Pôr os detalhes ao lado da tabela</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>name of a field: its value</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>With this plan</source>
        <translation>Com este plano</translation>
    </message>
    <message>
        <source>GPU, at the lowest bid</source>
        <translation>GPU, pelo menor lance</translation>
    </message>
    <message>
        <source>GPU</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>%1 GB of disk</source>
        <translation>%1 GB de disco</translation>
    </message>
    <message>
        <source>Together</source>
        <translation>Tudo junto</translation>
    </message>
    <message>
        <source>Our bid, with the disk</source>
        <translation>Nosso lance, com o disco</translation>
    </message>
    <message>
        <source>When outbid</source>
        <translation>Se o lance for superado</translation>
    </message>
    <message>
        <source>stopped at once; files stay; the disk is billed</source>
        <translation>parada na hora; os arquivos ficam; o disco é cobrado</translation>
    </message>
    <message>
        <source>Download of the snapshot</source>
        <translation>Download do snapshot</translation>
    </message>
    <message>
        <source>$%1</source>
        <translation>US$ %1</translation>
    </message>
    <message>
        <source>This machine before</source>
        <translation>Esta máquina antes</translation>
    </message>
    <message>
        <source>Never raced from here</source>
        <translation>Nunca correu a partir daqui</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mais</translation>
    </message>
    <message>
        <source>Fields this version does not know</source>
        <translation>Campos que esta versão não conhece</translation>
    </message>
    <message>
        <source>No offer selected</source>
        <translation>Nenhuma oferta selecionada</translation>
    </message>
    <message>
        <source>This offer is gone</source>
        <translation>Esta oferta não existe mais</translation>
    </message>
    <message>
        <source>%1 × %2</source>
        <comment>how many GPUs × which</comment>
        <translation>%1 × %2</translation>
    </message>
    <message>
        <source>Computer</source>
        <translation>Computador</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>Disco</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Rede</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>Host</translation>
    </message>
    <message>
        <source>Rental</source>
        <translation>Aluguel</translation>
    </message>
    <message>
        <source>Prices as the cloud says them</source>
        <translation>Preços como a nuvem informa</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>Números</translation>
    </message>
    <message>
        <source>Number of GPUs</source>
        <translation>Número de GPUs</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>Download</translation>
    </message>
    <message>
        <source>Upload</source>
        <translation>Upload</translation>
    </message>
    <message>
        <source>Download price</source>
        <translation>Preço do download</translation>
    </message>
    <message>
        <source>Upload price</source>
        <translation>Preço do upload</translation>
    </message>
    <message>
        <source>Reliability</source>
        <translation>Confiabilidade</translation>
    </message>
</context>
<context>
    <name>snapgpu::OfferMemory</name>
    <message>
        <source>Boot, half of the times</source>
        <translation>Boot, metade das vezes</translation>
    </message>
    <message>
        <source>Until work begins</source>
        <translation>Até começar a trabalhar</translation>
    </message>
    <message>
        <source>Cost until work begins</source>
        <translation>Custo até começar a trabalhar</translation>
    </message>
    <message>
        <source>Risk of a dud</source>
        <translation>Risco de falha</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Banned</source>
        <translation>Banida</translation>
    </message>
    <message>
        <source>never raced unless you tick it</source>
        <translation>nunca corre, a menos que você a marque</translation>
    </message>
    <message>
        <source>Fast host</source>
        <translation>Host rápido</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>sim</translation>
    </message>
    <message>
        <source>Cools down</source>
        <translation>Em descanso até</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Por quê</translation>
    </message>
    <message>
        <source>Why (from others like it)</source>
        <translation>Por quê (por outras parecidas)</translation>
    </message>
</context>
<context>
    <name>snapgpu::OfferOutlook</name>
    <message>
        <source>Banned by you: never raced.</source>
        <translation>Banida por você: nunca corre.</translation>
    </message>
    <message>
        <source>Pinned by you: raced first.</source>
        <translation>Fixada por você: corre primeiro.</translation>
    </message>
    <message>
        <source>Left alone until %1: it failed (%2).</source>
        <translation>Deixada de lado até %1: falhou (%2).</translation>
    </message>
    <message>
        <source>No race is remembered yet, so nothing is known about this machine.</source>
        <translation>Nenhuma corrida é lembrada ainda, por isso nada se sabe desta máquina.</translation>
    </message>
    <message>
        <source>This machine: %1 boots in %2 s under observation, newer ones counting more.</source>
        <translation>Esta máquina: %1 inicializações em %2 s de observação; as mais novas contam mais.</translation>
    </message>
    <message>
        <source>This machine was never tried: the numbers come from its owner, from %1 and from all.</source>
        <translation>Esta máquina nunca foi tentada: os números vêm do dono dela, de %1 e de todas.</translation>
    </message>
    <message>
        <source>(%1 + %2 boots) / (%3 + %4 s) gives %5 s expected, half of the boots within %6 s.</source>
        <translation>(%1 + %2 inicializações) / (%3 + %4 s) dá %5 s esperados; metade das inicializações em até %6 s.</translation>
    </message>
    <message>
        <source>Risk of a dud %1 %, restore %2 MB/s.</source>
        <translation>Risco de falha %1 %, restauração %2 MB/s.</translation>
    </message>
    <message>
        <source>the container did not start</source>
        <translation>o contêiner não iniciou</translation>
    </message>
    <message>
        <source>the image could not be pulled</source>
        <translation>a imagem não pôde ser baixada</translation>
    </message>
    <message>
        <source>the registry throttled it</source>
        <translation>o registro limitou os downloads dela</translation>
    </message>
    <message>
        <source>it stopped</source>
        <translation>parou</translation>
    </message>
    <message>
        <source>it vanished</source>
        <translation>sumiu</translation>
    </message>
    <message>
        <source>it never appeared</source>
        <translation>nunca apareceu</translation>
    </message>
    <message>
        <source>it refused the SSH key</source>
        <translation>recusou a chave SSH</translation>
    </message>
    <message>
        <source>GPU or disk were not as promised</source>
        <translation>GPU ou disco não eram o prometido</translation>
    </message>
    <message>
        <source>the connection was lost</source>
        <translation>a conexão caiu</translation>
    </message>
    <message>
        <source>destroyed from elsewhere</source>
        <translation>destruída por fora</translation>
    </message>
    <message>
        <source>another reason</source>
        <translation>outro motivo</translation>
    </message>
</context>
<context>
    <name>snapgpu::OfferTableModel</name>
    <message>
        <source>%1 × %2, %3, %4</source>
        <translation>%1 × %2, %3, %4</translation>
    </message>
    <message>
        <source>%1, chosen for the race</source>
        <translation>%1, escolhida para a corrida</translation>
    </message>
    <message>
        <source>Ticked offers race alone; with none ticked all that match may race</source>
        <translation>Se houver ofertas marcadas, só elas correm; sem nenhuma marcada, todas as que combinam podem correr</translation>
    </message>
    <message>
        <source>Model of the GPU</source>
        <translation>Modelo da GPU</translation>
    </message>
    <message>
        <source>Number of GPUs</source>
        <translation>Número de GPUs</translation>
    </message>
    <message>
        <source>Memory of each GPU in gigabytes</source>
        <translation>Memória de cada GPU em gigabytes</translation>
    </message>
    <message>
        <source>Where the machine stands</source>
        <translation>Onde a máquina está</translation>
    </message>
    <message>
        <source>US dollars per hour with %1 GB of disk</source>
        <translation>Dólares por hora com %1 GB de disco</translation>
    </message>
    <message>
        <source>How often the host has been there, in percent</source>
        <translation>Quanto tempo o host esteve no ar, em porcentagem</translation>
    </message>
    <message>
        <source>Download speed in megabits per second</source>
        <translation>Velocidade de download em megabits por segundo</translation>
    </message>
    <message>
        <source>Speed of the disk in megabytes per second</source>
        <translation>Velocidade do disco em megabytes por segundo</translation>
    </message>
    <message>
        <source>Newest CUDA version its driver runs</source>
        <translation>Versão mais nova do CUDA que o driver aceita</translation>
    </message>
    <message>
        <source>Who runs the machine</source>
        <translation>Quem opera a máquina</translation>
    </message>
    <message>
        <source>Number of the physical machine; several offers may share one</source>
        <translation>Número da máquina física; várias ofertas podem compartilhar uma</translation>
    </message>
    <message>
        <source>Chosen</source>
        <translation>Escolhida</translation>
    </message>
    <message>
        <source>%1, in filters: %2</source>
        <translation>%1; nos filtros: %2</translation>
    </message>
</context>
<context>
    <name>snapgpu::OfferView</name>
    <message>
        <source>Offers</source>
        <translation>Ofertas</translation>
    </message>
    <message>
        <source>Export the offers on screen</source>
        <translation>Exportar as ofertas da tela</translation>
    </message>
    <message>
        <source>Comma-separated values (*.csv)</source>
        <translation>Valores separados por vírgula (*.csv)</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>The offers could not be written to %1 (%2). Choose another place.</source>
        <translation>Não foi possível gravar as ofertas em %1 (%2). Escolha outro lugar.</translation>
    </message>
    <message>
        <source>No browser could be started. The console is at %1.</source>
        <translation>Não foi possível abrir um navegador. O console fica em %1.</translation>
    </message>
    <message>
        <source>This &amp;machine (%1)</source>
        <translation>Esta &amp;máquina (%1)</translation>
    </message>
    <message>
        <source>This &amp;host (%1)</source>
        <translation>Este &amp;host (%1)</translation>
    </message>
    <message>
        <source>This &amp;place</source>
        <translation>Este &amp;lugar</translation>
    </message>
    <message>
        <source>This &amp;place (%1)</source>
        <translation>Este &amp;lugar (%1)</translation>
    </message>
    <message>
        <source>This &amp;GPU (%1)</source>
        <translation>Esta &amp;GPU (%1)</translation>
    </message>
    <message>
        <source>&amp;Details</source>
        <translation>&amp;Detalhes</translation>
    </message>
    <message>
        <source>&amp;Race only this</source>
        <translation>Correr &amp;só com esta</translation>
    </message>
    <message>
        <source>&amp;Tick or untick</source>
        <translation>&amp;Marcar ou desmarcar</translation>
    </message>
    <message>
        <source>&amp;Exclude</source>
        <translation>&amp;Excluir do filtro</translation>
    </message>
    <message>
        <source>&amp;Only this GPU</source>
        <translation>Só esta &amp;GPU</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Copiar</translation>
    </message>
    <message>
        <source>Copy as CS&amp;V</source>
        <translation>Copiar como CS&amp;V</translation>
    </message>
    <message>
        <source>Copy as &amp;JSON</source>
        <translation>Copiar como &amp;JSON</translation>
    </message>
    <message>
        <source>Copy &amp;ask number (%1)</source>
        <translation>Copiar &amp;número da oferta (%1)</translation>
    </message>
    <message>
        <source>E&amp;xport all on screen</source>
        <translation>E&amp;xportar tudo da tela</translation>
    </message>
    <message>
        <source>&amp;CSV file…</source>
        <translation>Arquivo &amp;CSV…</translation>
    </message>
    <message>
        <source>&amp;JSON file…</source>
        <translation>Arquivo &amp;JSON…</translation>
    </message>
    <message>
        <source>&amp;Sort by %1</source>
        <translation>&amp;Ordenar por %1</translation>
    </message>
    <message>
        <source>Then &amp;by %1</source>
        <translation>De&amp;pois por %1</translation>
    </message>
    <message>
        <source>Co&amp;lumns…</source>
        <translation>Co&amp;lunas…</translation>
    </message>
    <message>
        <source>Open the cloud&apos;s co&amp;nsole</source>
        <translation>A&amp;brir o console da nuvem</translation>
    </message>
    <message>
        <source>The sandbox has no console</source>
        <translation>O sandbox não tem console</translation>
    </message>
    <message>
        <source>The console has no address for one offer: its search page opens</source>
        <translation>O console não tem endereço para uma oferta só: abre a página de busca</translation>
    </message>
    <message>
        <source>&amp;Hide %1</source>
        <translation>Esco&amp;nder %1</translation>
    </message>
    <message>
        <source>&amp;Reset columns</source>
        <translation>&amp;Restaurar colunas</translation>
    </message>
    <message numerus="yes">
        <source>%Ln offer(s) written to %1.</source>
        <translation>
            <numerusform>%Ln oferta gravada em %1.</numerusform>
            <numerusform>%Ln ofertas gravadas em %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>snapgpu::PartEdit</name>
    <message>
        <source>everything</source>
        <translation>tudo</translation>
    </message>
    <message>
        <source>One pattern per line, as restic&apos;s --include has them: /workspace/code, *.py; a leading ! takes back what came before.</source>
        <translation>Um padrão por linha, como no --include do restic: /workspace/code, *.py; um ! na frente desfaz o que veio antes.</translation>
    </message>
    <message>
        <source>Only this part comes back: %1.</source>
        <translation>Só esta parte volta: %1.</translation>
    </message>
    <message>
        <source>Only what matches comes back.</source>
        <translation>Só o que corresponde volta.</translation>
    </message>
    <message>
        <source>Restore only this &amp;part</source>
        <translation>Resta&amp;urar só esta parte</translation>
    </message>
</context>
<context>
    <name>snapgpu::PlaceEdit</name>
    <message>
        <source>Countries</source>
        <translation>Países</translation>
    </message>
</context>
<context>
    <name>snapgpu::PlaceMap</name>
    <message>
        <source>Map of the places with offers</source>
        <translation>Mapa dos lugares com ofertas</translation>
    </message>
    <message>
        <source>The list beside the map holds the same countries</source>
        <translation>A lista ao lado do mapa tem os mesmos países</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>country: n offer(s)</comment>
        <translation>%1: %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln offer(s)</source>
        <translation>
            <numerusform>%Ln oferta</numerusform>
            <numerusform>%Ln ofertas</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>snapgpu::PlanPanel</name>
    <message>
        <source>&amp;Start race</source>
        <translation>Iniciar &amp;corrida</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Plano</translation>
    </message>
    <message>
        <source>Rent the machines and race them (%1)</source>
        <translation>Alugar as máquinas e pô-las para correr (%1)</translation>
    </message>
    <message>
        <source>one pattern per line, e.g. *.py</source>
        <translation>um padrão por linha, ex.: *.py</translation>
    </message>
    <message>
        <source>where the files came from</source>
        <translation>de onde os arquivos vieram</translation>
    </message>
    <message>
        <source>S&amp;napshot</source>
        <translation>&amp;Snapshot</translation>
    </message>
    <message>
        <source>Restore these f&amp;irst</source>
        <translation>Restaurar estes &amp;primeiro</translation>
    </message>
    <message>
        <source>Restore in&amp;to</source>
        <translation>&amp;Restaurar em</translation>
    </message>
    <message>
        <source>Ima&amp;ge</source>
        <translation>&amp;Imagem</translation>
    </message>
    <message>
        <source>At &amp;once</source>
        <translation>Por &amp;vez</translation>
    </message>
    <message>
        <source>N&amp;ext after</source>
        <translation>&amp;Espera</translation>
    </message>
    <message>
        <source>&amp;Waves</source>
        <translation>&amp;Ondas</translation>
    </message>
    <message>
        <source>&amp;Disk</source>
        <translation>&amp;Disco</translation>
    </message>
    <message>
        <source> GB</source>
        <translation> GB</translation>
    </message>
    <message>
        <source> s</source>
        <translation> s</translation>
    </message>
    <message>
        <source>How many machines each wave starts</source>
        <translation>Quantas máquinas cada onda inicia</translation>
    </message>
    <message>
        <source>How long to wait before the next wave</source>
        <translation>Quanto esperar antes da próxima onda</translation>
    </message>
    <message>
        <source>How many waves at most</source>
        <translation>Quantas ondas no máximo</translation>
    </message>
    <message>
        <source>Disk of each machine; its price is part of every rate here</source>
        <translation>Disco de cada máquina; o preço dele está em todas as tarifas aqui</translation>
    </message>
    <message>
        <source>No machine is created that would lift the price of all together above this</source>
        <translation>Não se cria máquina que leve o preço de todas juntas acima disto</translation>
    </message>
    <message>
        <source>No machine is created once the race has cost this much</source>
        <translation>Não se cria mais máquina depois que a corrida custou isto</translation>
    </message>
    <message>
        <source>Machines at most</source>
        <translation>Máquinas, no máximo</translation>
    </message>
    <message>
        <source>All alive at once</source>
        <translation>Todas vivas juntas</translation>
    </message>
    <message>
        <source>Nothing, only race</source>
        <translation>Nada, só correr</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 de %2</translation>
    </message>
    <message>
        <source>If nobody ever becomes ready: the dearest machines that match, each billed at its full rate with the disk, from the start of its wave until the race gives up after 10 minutes.</source>
        <translation>Se ninguém ficar pronto: as máquinas mais caras que combinam, cada uma cobrada pela tarifa cheia com o disco, do início da sua onda até a corrida desistir após 10 minutos.</translation>
    </message>
    <message>
        <source>Machines above the cap per hour are left out.</source>
        <translation>Máquinas acima do teto por hora ficam de fora.</translation>
    </message>
    <message>
        <source>Cut by the cap on the race.</source>
        <translation>Limitado pelo teto da corrida.</translation>
    </message>
    <message>
        <source>Max $/&amp;hour</source>
        <translation>Máx. US$/&amp;h</translation>
    </message>
    <message>
        <source>Max $ &amp;race</source>
        <translation>Máx. US$ &amp;total</translation>
    </message>
    <message>
        <source>no cap</source>
        <translation>livre</translation>
    </message>
    <message>
        <source>Max &amp;machines</source>
        <translation>Máx. de &amp;máquinas</translation>
    </message>
    <message>
        <source>Max $ da&amp;y</source>
        <translation>Máx. US$/di&amp;a</translation>
    </message>
    <message>
        <source>How many machines of this computer may be alive at once, kept ones and dying ones included</source>
        <translation>Quantas máquinas deste computador podem estar vivas ao mesmo tempo, contando as mantidas e as que estão sendo destruídas</translation>
    </message>
    <message>
        <source>No machine is created once everything since midnight, kept machines included, costs this much</source>
        <translation>Nenhuma máquina é criada depois que tudo desde a meia-noite, contando as máquinas mantidas, custar isto</translation>
    </message>
    <message>
        <source>Expected cost</source>
        <translation>Custo esperado</translation>
    </message>
    <message>
        <source>Worst cost</source>
        <translation>Pior custo</translation>
    </message>
    <message>
        <source>If a machine is ready after %1: the first machines that match, each billed at its full rate with the disk, from the start of its wave until then.</source>
        <translation>Se uma máquina ficar pronta após %1: as primeiras máquinas que servem, cada uma cobrada ao preço cheio com o disco, do início da sua onda até esse momento.</translation>
    </message>
    <message>
        <source>The traffic of the restore is part of it: %1.</source>
        <translation>O tráfego da restauração está incluído: %1.</translation>
    </message>
    <message>
        <source>The traffic of the restore comes on top; the size of the snapshot is not known.</source>
        <translation>O tráfego da restauração soma-se a isso; o tamanho do snapshot não é conhecido.</translation>
    </message>
    <message>
        <source>Wait as long as learned</source>
        <translation>Esperar o tempo aprendido</translation>
    </message>
    <message>
        <source>Ready, p50 · p95</source>
        <translation>Pronta, p50 · p95</translation>
    </message>
    <message>
        <source>Machines expected</source>
        <translation>Máquinas esperadas</translation>
    </message>
    <message>
        <source>From what host memory knows of these machines; nobody becomes ready in %1 % of such races.</source>
        <translation>Pelo que a memória de hosts sabe destas máquinas; em %1 % dessas corridas nenhuma fica pronta.</translation>
    </message>
    <message>
        <source>The next wave starts when 60 % of the machines racing should be ready, as host memory knows them; those it never met count as the average of all. While nothing is remembered the fixed wait stands in.</source>
        <translation>A próxima onda começa quando 60 % das máquinas na corrida deveriam estar prontas, segundo a memória dos hosts; as que ela nunca viu contam como a média de todas. Enquanto nada foi aprendido, vale a espera fixa.</translation>
    </message>
</context>
<context>
    <name>snapgpu::PriceTypeEdit</name>
    <message>
        <source>On demand</source>
        <translation>Sob demanda</translation>
    </message>
    <message>
        <source>Interruptible</source>
        <translation>Interrompível</translation>
    </message>
    <message>
        <source>A fixed price; the machine is yours until you destroy it.</source>
        <translation>Preço fixo; a máquina é sua até você destruí-la.</translation>
    </message>
    <message>
        <source>You bid a price and pay it while nobody bids more. When you are outbid, the machine is stopped at once and without warning: what runs on it ends, its files stay on it, and its disk is billed until you destroy it.</source>
        <translation>Você dá um lance e paga esse valor enquanto ninguém oferecer mais. Se o seu lance for superado, a máquina é parada na hora e sem aviso: o que roda nela acaba, os arquivos ficam nela e o disco é cobrado até você destruí-la.</translation>
    </message>
</context>
<context>
    <name>snapgpu::ProviderBook</name>
    <message>
        <source>There are no bids.</source>
        <translation>Não há lances.</translation>
    </message>
    <message>
        <source>The price counts from the create on.</source>
        <translation>O preço conta desde a criação.</translation>
    </message>
    <message>
        <source>Each row is a pool: the provider picks the machine, and may refuse.</source>
        <translation>Cada linha é um grupo: o provedor escolhe a máquina e pode recusar.</translation>
    </message>
    <message>
        <source>It tells no reliability, network or disk, so filters on them pass every row.</source>
        <translation>Ele não informa confiabilidade, rede nem disco, então filtros sobre isso deixam passar tudo.</translation>
    </message>
</context>
<context>
    <name>snapgpu::QueryLine</name>
    <message>
        <source>num_gpus=1 gpu_name in [RTX_4090,RTX_5090] dph&lt;1</source>
        <translation>num_gpus=1 gpu_name in [RTX_4090,RTX_5090] dph&lt;1</translation>
    </message>
    <message>
        <source>What may stand here</source>
        <translation>O que pode vir aqui</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>candidate, what it means</comment>
        <translation>%1, %2</translation>
    </message>
</context>
<context>
    <name>snapgpu::RaceClock</name>
    <message>
        <source>Time since the start</source>
        <translation>Tempo desde o início</translation>
    </message>
</context>
<context>
    <name>snapgpu::RaceDriver</name>
    <message>
        <source>No probe could be made.</source>
        <translation>Nenhuma sonda pôde ser criada.</translation>
    </message>
</context>
<context>
    <name>snapgpu::RaceLaneModel</name>
    <message>
        <source>%1: %2</source>
        <comment>state: reason</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Racer %1, wave %2, %3, %4, machine %5, %6, %7</source>
        <translation>Corredora %1, onda %2, %3, %4, máquina %5, %6, %7</translation>
    </message>
</context>
<context>
    <name>snapgpu::RacePage</name>
    <message numerus="yes">
        <source>%n launched</source>
        <translation>
            <numerusform>%n lançada</numerusform>
            <numerusform>%n lançadas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n being destroyed</source>
        <translation>
            <numerusform>%n sendo destruída</numerusform>
            <numerusform>%n sendo destruídas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n refused</source>
        <translation>
            <numerusform>%n recusada</numerusform>
            <numerusform>%n recusadas</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Cancel race</source>
        <translation>&amp;Cancelar corrida</translation>
    </message>
    <message>
        <source>Copy &amp;ssh</source>
        <translation>Copiar &amp;ssh</translation>
    </message>
    <message>
        <source>&amp;Open terminal</source>
        <translation>Abrir &amp;terminal</translation>
    </message>
    <message>
        <source>&amp;Destroy machine</source>
        <translation>&amp;Destruir máquina</translation>
    </message>
    <message>
        <source>No race yet</source>
        <translation>Nenhuma corrida ainda</translation>
    </message>
    <message>
        <source>A race starts several machines at once, keeps the first that is ready and destroys the others.</source>
        <translation>Uma corrida inicia várias máquinas ao mesmo tempo, fica com a primeira que estiver pronta e destrói as outras.</translation>
    </message>
    <message>
        <source>Go to Launch</source>
        <translation>Ir para Lançar</translation>
    </message>
    <message>
        <source>race cost</source>
        <translation>custo da corrida</translation>
    </message>
    <message>
        <source>%1 won in %2</source>
        <translation>%1 venceu em %2</translation>
    </message>
    <message>
        <source>Checking credit, snapshot and offers…</source>
        <translation>Conferindo crédito, snapshot e ofertas…</translation>
    </message>
    <message>
        <source>Racing…</source>
        <translation>Correndo…</translation>
    </message>
    <message>
        <source>&amp;Cancel restore</source>
        <translation>&amp;Cancelar restauração</translation>
    </message>
    <message>
        <source>Copied: %1</source>
        <translation>Copiado: %1</translation>
    </message>
    <message>
        <source>Race</source>
        <translation>Corrida</translation>
    </message>
    <message>
        <source>Race %1</source>
        <translation>Corrida %1</translation>
    </message>
    <message>
        <source>wave %1 of %2</source>
        <translation>onda %1 de %2</translation>
    </message>
    <message numerus="yes">
        <source>%n alive</source>
        <translation>
            <numerusform>%n viva</numerusform>
            <numerusform>%n vivas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n destroyed</source>
        <translation>
            <numerusform>%n destruída</numerusform>
            <numerusform>%n destruídas</numerusform>
        </translation>
    </message>
    <message>
        <source>Disk from creation, GPU from running, and %1 of traffic</source>
        <translation>Disco desde a criação, GPU desde que roda, e %1 de tráfego</translation>
    </message>
</context>
<context>
    <name>snapgpu::RangeBars</name>
    <message>
        <source>How the offers spread</source>
        <translation>Como as ofertas se distribuem</translation>
    </message>
</context>
<context>
    <name>snapgpu::RangeEdit</name>
    <message>
        <source>%1, from</source>
        <translation>%1, de</translation>
    </message>
    <message>
        <source>%1, to</source>
        <translation>%1, até</translation>
    </message>
    <message>
        <source>At least</source>
        <translation>No mínimo</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>No máximo</translation>
    </message>
    <message>
        <source>any</source>
        <comment>no limit</comment>
        <translation>qualquer</translation>
    </message>
</context>
<context>
    <name>snapgpu::ReadJob</name>
    <message>
        <source>keychain</source>
        <translation>chaveiro</translation>
    </message>
</context>
<context>
    <name>snapgpu::RedLine</name>
    <message>
        <source>Show machines</source>
        <translation>Mostrar máquinas</translation>
    </message>
    <message>
        <source>%1 since %2</source>
        <comment>machine, time</comment>
        <translation>%1 desde %2</translation>
    </message>
    <message numerus="yes">
        <source>%n machine(s) will not die and may cost money</source>
        <translation>
            <numerusform>%n máquina não morre e pode custar dinheiro</numerusform>
            <numerusform>%n máquinas não morrem e podem custar dinheiro</numerusform>
        </translation>
    </message>
    <message>
        <source>SnapGPU goes on trying; you can also destroy it on the provider&apos;s own page.</source>
        <translation>O SnapGPU continua tentando; você também pode destruí-la na página do provedor.</translation>
    </message>
</context>
<context>
    <name>snapgpu::ReleaseDownload</name>
    <message>
        <source>%1 sends callers on to %2, which is not followed.</source>
        <translation>%1 manda para %2, o que não é seguido.</translation>
    </message>
    <message>
        <source>%1 answered %2 for %3.</source>
        <translation>%1 respondeu %2 para %3.</translation>
    </message>
    <message>
        <source>%1 is not the file expected (SHA-256 differs)</source>
        <translation>%1 não é o arquivo esperado (o SHA-256 difere)</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>Não é possível gravar %1: %2</translation>
    </message>
</context>
<context>
    <name>snapgpu::ReportJob</name>
    <message>
        <source>Give the address of the repository first.</source>
        <translation>Informe antes o endereço do repositório.</translation>
    </message>
    <message>
        <source>Give the password of the repository first.</source>
        <translation>Informe antes a senha do repositório.</translation>
    </message>
    <message>
        <source>restic opened the repository, but its answer broke off.</source>
        <translation>O restic abriu o repositório, mas a resposta foi cortada.</translation>
    </message>
    <message>
        <source>The repository was made (format %1, restic %2).</source>
        <translation>O repositório foi criado (formato %1, restic %2).</translation>
    </message>
    <message>
        <source>The repository opens (format %1, restic %2).</source>
        <translation>O repositório abre (formato %1, restic %2).</translation>
    </message>
    <message>
        <source>There is no restic repository at %1: the bucket is there and its keys are good, but it holds none at this path. Check the path, or create one.</source>
        <translation>Não há repositório do restic em %1: o bucket existe e as chaves servem, mas não há nenhum neste caminho. Confira o caminho, ou crie um.</translation>
    </message>
</context>
<context>
    <name>snapgpu::RepositoryDialog</name>
    <message>
        <source>It works</source>
        <translation>Funciona</translation>
    </message>
    <message>
        <source>restic</source>
        <translation>restic</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Servidor</translation>
    </message>
    <message>
        <source>Environment file</source>
        <translation>Arquivo de ambiente</translation>
    </message>
    <message>
        <source>Expired key</source>
        <translation>Chave expirada</translation>
    </message>
    <message>
        <source>Exists already</source>
        <translation>Já existe</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>Bloqueado</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Endereço</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Rede</translation>
    </message>
    <message>
        <source>Bucket</source>
        <translation>Bucket</translation>
    </message>
    <message>
        <source>Access keys</source>
        <translation>Chaves de acesso</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Relógio</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Senha</translation>
    </message>
    <message>
        <source>Not created yet</source>
        <translation>Ainda não criado</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Versão</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>Danificado</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Falhou</translation>
    </message>
    <message>
        <source>A&amp;dd</source>
        <translation>A&amp;dicionar</translation>
    </message>
    <message>
        <source>&amp;Test</source>
        <translation>&amp;Testar</translation>
    </message>
    <message>
        <source>&amp;Create new repository</source>
        <translation>&amp;Criar repositório novo</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Salvar</translation>
    </message>
    <message>
        <source>Save and &amp;open</source>
        <translation>Salvar e &amp;abrir</translation>
    </message>
    <message>
        <source>Repositories</source>
        <translation>Repositórios</translation>
    </message>
    <message>
        <source>Opens the repository and says which part is wrong</source>
        <translation>Abre o repositório e diz qual parte está errada</translation>
    </message>
    <message>
        <source>Makes an empty repository at this address with this password</source>
        <translation>Cria um repositório vazio neste endereço com esta senha</translation>
    </message>
    <message>
        <source>It comes from the environment, or from the sandbox; it can be opened and tested, not changed.</source>
        <translation>Ele vem do ambiente ou do sandbox; pode ser aberto e testado, não alterado.</translation>
    </message>
    <message>
        <source>New repository</source>
        <translation>Novo repositório</translation>
    </message>
    <message>
        <source>Remove %1 from the list?</source>
        <translation>Remover %1 da lista?</translation>
    </message>
    <message>
        <source>SnapGPU forgets its description and its secrets. The repository itself and all its snapshots stay where they are.</source>
        <translation>O SnapGPU esquece a descrição e os segredos. O repositório e todos os seus snapshots ficam onde estão.</translation>
    </message>
    <message>
        <source>Remove from the list</source>
        <translation>Remover da lista</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>part that is wrong, sentence</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Opening the repository…</source>
        <translation>Abrindo o repositório…</translation>
    </message>
    <message>
        <source>Creating the repository…</source>
        <translation>Criando o repositório…</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>Salvo.</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>Abrindo…</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>&amp;Abrir</translation>
    </message>
    <message>
        <source>Keys and passwords go to the system&apos;s keychain; they are never shown here.</source>
        <translation>Chaves e senhas vão para o chaveiro do sistema; nunca são mostradas aqui.</translation>
    </message>
    <message>
        <source>There is no keychain here: keys and passwords stay in memory until SnapGPU ends; they are never shown here.</source>
        <translation>Não há chaveiro aqui: chaves e senhas ficam na memória até o SnapGPU terminar; nunca são mostradas aqui.</translation>
    </message>
    <message>
        <source>Re&amp;move…</source>
        <translation>Re&amp;mover…</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>Região</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>Certificado</translation>
    </message>
</context>
<context>
    <name>snapgpu::RepositoryFormView</name>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Nome</translation>
    </message>
    <message>
        <source>for example: workspace on R2</source>
        <translation>por exemplo: workspace no R2</translation>
    </message>
    <message>
        <source>Cloudflare R2</source>
        <translation>Cloudflare R2</translation>
    </message>
    <message>
        <source>S3</source>
        <translation>S3</translation>
    </message>
    <message>
        <source>SFTP</source>
        <translation>SFTP</translation>
    </message>
    <message>
        <source>Folder of this computer</source>
        <translation>Pasta deste computador</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Outro</translation>
    </message>
    <message>
        <source>&amp;Kind</source>
        <translation>Tip&amp;o</translation>
    </message>
    <message>
        <source>&amp;Endpoint</source>
        <translation>&amp;Endpoint</translation>
    </message>
    <message>
        <source>&amp;Bucket</source>
        <translation>&amp;Bucket</translation>
    </message>
    <message>
        <source>Com&amp;puter</source>
        <translation>Comp&amp;utador</translation>
    </message>
    <message>
        <source>user@host</source>
        <translation>usuario@host</translation>
    </message>
    <message>
        <source>&amp;Folder</source>
        <translation>&amp;Pasta</translation>
    </message>
    <message>
        <source>&amp;Address</source>
        <translation>&amp;Endereço</translation>
    </message>
    <message>
        <source>as restic takes it, e.g. rest:https://host/repo</source>
        <translation>como o restic aceita, ex.: rest:https://host/repo</translation>
    </message>
    <message>
        <source>Re&amp;gion</source>
        <translation>Re&amp;gião</translation>
    </message>
    <message>
        <source>Access key &amp;id</source>
        <translation>Access &amp;key ID</translation>
    </message>
    <message>
        <source>unchanged</source>
        <translation>sem mudança</translation>
    </message>
    <message>
        <source>Sec&amp;ret access key</source>
        <translation>Secret access ke&amp;y</translation>
    </message>
    <message>
        <source>Repository pass&amp;word</source>
        <translation>Senha do repos&amp;itório</translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation>Neste computador</translation>
    </message>
    <message>
        <source>On a server over SSH</source>
        <translation>Em um servidor por SSH</translation>
    </message>
    <message>
        <source>restic r&amp;uns</source>
        <translation>&amp;Lugar do restic</translation>
    </message>
    <message>
        <source>Ser&amp;ver</source>
        <translation>Ser&amp;vidor</translation>
    </message>
    <message>
        <source>user@server, or user@server:port</source>
        <translation>usuario@servidor ou usuario@servidor:porta</translation>
    </message>
    <message>
        <source>SS&amp;H key file</source>
        <translation>Chave SS&amp;H</translation>
    </message>
    <message>
        <source>the usual one</source>
        <translation>a usual</translation>
    </message>
    <message>
        <source>Environment fi&amp;le there</source>
        <translation>Ar&amp;quivo de ambiente lá</translation>
    </message>
    <message>
        <source>none; or a file that sets RESTIC_REPOSITORY and the keys</source>
        <translation>nenhum; ou um arquivo que define RESTIC_REPOSITORY e as chaves</translation>
    </message>
    <message>
        <source>account id, or ACCOUNT.r2.cloudflarestorage.com</source>
        <translation>id da conta ou CONTA.r2.cloudflarestorage.com</translation>
    </message>
    <message>
        <source>for example s3.eu-central-1.amazonaws.com</source>
        <translation>por exemplo s3.eu-central-1.amazonaws.com</translation>
    </message>
    <message>
        <source>none; below the bucket</source>
        <translation>nenhuma; dentro do bucket</translation>
    </message>
    <message>
        <source>/srv/restic</source>
        <translation>/srv/restic</translation>
    </message>
    <message>
        <source>of the endpoint</source>
        <translation>a do endpoint</translation>
    </message>
    <message>
        <source>Give the server on which restic runs, as user@server.</source>
        <translation>Informe o servidor em que o restic roda, como usuario@servidor.</translation>
    </message>
</context>
<context>
    <name>snapgpu::RepositoryKeeper</name>
    <message>
        <source>Sandbox</source>
        <translation>Sandbox</translation>
    </message>
    <message>
        <source>From the environment</source>
        <translation>Do ambiente</translation>
    </message>
    <message>
        <source>This repository is not in the list any more.</source>
        <translation>Este repositório não está mais na lista.</translation>
    </message>
    <message>
        <source>The password of %1 is not known here; type it in Repositories.</source>
        <translation>A senha de %1 não é conhecida aqui; digite-a em Repositórios.</translation>
    </message>
</context>
<context>
    <name>snapgpu::ResticBackupJob</name>
    <message>
        <source>The provider names no address of this machine. Is it running?</source>
        <translation>O provedor não informa nenhum endereço desta máquina. Ela está rodando?</translation>
    </message>
    <message>
        <source>Logging in…</source>
        <translation>Entrando na máquina…</translation>
    </message>
    <message>
        <source>The machine did not answer over SSH within %1 s. Is it running?</source>
        <translation>A máquina não respondeu por SSH em %1 s. Ela está rodando?</translation>
    </message>
    <message>
        <source>The connection to the machine was lost in mid backup and could not be made again. restic may still run there; back up again, and it is followed or goes on.</source>
        <translation>A conexão com a máquina caiu no meio do backup e não pôde ser refeita. O restic talvez ainda rode nela; faça o backup de novo, e ele é acompanhado ou continua.</translation>
    </message>
    <message>
        <source>The machine said nothing for %1 s. Try again.</source>
        <translation>A máquina não disse nada por %1 s. Tente de novo.</translation>
    </message>
    <message>
        <source>restic did not begin on the machine within %1 s.</source>
        <translation>O restic não começou na máquina em %1 s.</translation>
    </message>
    <message>
        <source>The repository %1 did not open on the machine within %2 s. Check its address and access keys.</source>
        <translation>O repositório %1 não abriu na máquina em %2 s. Confira o endereço e as chaves de acesso.</translation>
    </message>
    <message>
        <source>Connected again; the backup went on.</source>
        <translation>Conectado de novo; o backup continuou.</translation>
    </message>
    <message>
        <source>The connection to the machine was lost. The backup goes on there; connecting again.</source>
        <translation>A conexão com a máquina caiu. O backup continua nela; conectando de novo.</translation>
    </message>
    <message>
        <source>The sync on the machine could not be stopped. Try again.</source>
        <translation>A sincronização na máquina não pôde ser parada. Tente de novo.</translation>
    </message>
    <message>
        <source>Opening the repository on the machine.</source>
        <translation>Abrindo o repositório na máquina.</translation>
    </message>
    <message>
        <source>Another backup runs on the machine; this one begins behind it.</source>
        <translation>Outro backup está rodando na máquina; este começa depois dele.</translation>
    </message>
    <message>
        <source>A restore runs on the machine; a backup now would hold half of it. Back up when it is through.</source>
        <translation>Uma restauração está rodando na máquina; um backup agora teria só metade dela. Faça o backup quando ela terminar.</translation>
    </message>
    <message>
        <source>The machine did not begin the backup: %1.</source>
        <translation>A máquina não começou o backup: %1.</translation>
    </message>
    <message>
        <source>The machine knows nothing of the backup any more; it was probably restarted. Back up again.</source>
        <translation>A máquina não sabe mais nada do backup; provavelmente foi reiniciada. Faça o backup de novo.</translation>
    </message>
    <message>
        <source>While the connection was lost, the backup ended and another one was begun. The list of snapshots tells how it ended.</source>
        <translation>Enquanto a conexão estava perdida, o backup terminou e outro começou. A lista de snapshots mostra como ele terminou.</translation>
    </message>
    <message>
        <source>Forgetting the sync&apos;s own older snapshots.</source>
        <translation>Esquecendo os snapshots mais antigos da própria sincronização.</translation>
    </message>
    <message>
        <source>Backing up.</source>
        <translation>Fazendo backup.</translation>
    </message>
    <message>
        <source>The sync was not started. %1</source>
        <translation>A sincronização não foi iniciada. %1</translation>
    </message>
    <message>
        <source>The sync ended on the machine before its first backup did.</source>
        <translation>A sincronização terminou na máquina antes do seu primeiro backup.</translation>
    </message>
    <message>
        <source>Cancelled; no snapshot was made. What is in the repository already is not sent twice.</source>
        <translation>Cancelado; nenhum snapshot foi feito. O que já está no repositório não é enviado outra vez.</translation>
    </message>
</context>
<context>
    <name>snapgpu::ResticBrowser</name>
    <message>
        <source>Say what to look for, for example *.safetensors.</source>
        <translation>Diga o que procurar, por exemplo *.safetensors.</translation>
    </message>
    <message>
        <source>Choose snapshots and at least one tag to add or remove.</source>
        <translation>Escolha snapshots e ao menos uma tag para acrescentar ou remover.</translation>
    </message>
    <message>
        <source>%1 cannot be a tag: a tag is not blank and holds no comma.</source>
        <translation>%1 não pode ser uma tag: uma tag não é vazia e não contém vírgula.</translation>
    </message>
    <message>
        <source>Say what to keep, for example the last 10: a policy that keeps nothing would forget every snapshot.</source>
        <translation>Diga o que manter, por exemplo os últimos 10: uma política que não mantém nada esqueceria todos os snapshots.</translation>
    </message>
    <message>
        <source>Choose the snapshots to forget first.</source>
        <translation>Escolha antes os snapshots a esquecer.</translation>
    </message>
    <message>
        <source>Those snapshots are not in the repository any more.</source>
        <translation>Esses snapshots não estão mais no repositório.</translation>
    </message>
    <message>
        <source>This would forget the last snapshot of %1, so nothing was forgotten. Confirm that too, or keep one.</source>
        <translation>Isso esqueceria o último snapshot de %1, por isso nada foi esquecido. Confirme isso também ou mantenha um.</translation>
    </message>
    <message>
        <source>Nothing can be written to %1. Choose another folder.</source>
        <translation>Não é possível gravar em %1. Escolha outra pasta.</translation>
    </message>
    <message>
        <source>Choose the files and folders to download first.</source>
        <translation>Escolha antes os arquivos e pastas a baixar.</translation>
    </message>
    <message>
        <source>%1 is not in this snapshot.</source>
        <translation>%1 não está neste snapshot.</translation>
    </message>
    <message>
        <source>%1 has room for %2, and what you chose takes %3. Choose less, or another folder.</source>
        <translation>%1 tem espaço para %2, e o que você escolheu ocupa %3. Escolha menos, ou outra pasta.</translation>
    </message>
</context>
<context>
    <name>snapgpu::ResticRestoreJob</name>
    <message>
        <source>The connection to the machine was lost before the restore began.</source>
        <translation>A conexão com a máquina caiu antes de a restauração começar.</translation>
    </message>
    <message>
        <source>Opening the repository on the machine.</source>
        <translation>Abrindo o repositório na máquina.</translation>
    </message>
    <message>
        <source>The machine did not begin the restore: %1.</source>
        <translation>A máquina não começou a restauração: %1.</translation>
    </message>
    <message>
        <source>Restoring the critical files.</source>
        <translation>Restaurando os arquivos críticos.</translation>
    </message>
    <message>
        <source>The critical files are there; restoring the rest.</source>
        <translation>Os arquivos críticos chegaram; restaurando o resto.</translation>
    </message>
    <message>
        <source>Restoring.</source>
        <translation>Restaurando.</translation>
    </message>
    <message>
        <source>The snapshot holds nothing to restore.</source>
        <translation>O snapshot não tem nada a restaurar.</translation>
    </message>
    <message>
        <source>Restored. None of the critical patterns matched a file of the snapshot.</source>
        <translation>Restaurado. Nenhum dos padrões críticos correspondeu a um arquivo do snapshot.</translation>
    </message>
    <message>
        <source>Restored.</source>
        <translation>Restaurado.</translation>
    </message>
    <message>
        <source>The connection to %1 was lost. The restore goes on there; connecting again.</source>
        <translation>A conexão com %1 caiu. A restauração continua lá; conectando de novo.</translation>
    </message>
    <message>
        <source>Connected again; the restore went on.</source>
        <translation>Conectado de novo; a restauração continuou.</translation>
    </message>
    <message>
        <source>The connection to %1 was lost before the restore began there.</source>
        <translation>A conexão com %1 caiu antes de a restauração começar lá.</translation>
    </message>
    <message>
        <source>No data for %1 s; restic waits for the storage.</source>
        <translation>Sem dados há %1 s; o restic espera o armazenamento.</translation>
    </message>
    <message>
        <source>No data for %1 s; restic says: %2</source>
        <translation>Sem dados há %1 s; o restic diz: %2</translation>
    </message>
    <message>
        <source>The connection to %1 was lost in mid restore and could not be made again. restic may still run there; restore again, and it is followed or goes on.</source>
        <translation>A conexão com %1 caiu no meio da restauração e não pôde ser refeita. O restic talvez ainda rode lá; restaure de novo, e ele é acompanhado ou continua.</translation>
    </message>
    <message>
        <source>restic did not begin on %1 within %2 s.</source>
        <translation>O restic não começou em %1 em %2 s.</translation>
    </message>
    <message>
        <source>The repository %1 did not open on the machine within %2 s. Check its address and access keys.</source>
        <translation>O repositório %1 não abriu na máquina em %2 s. Confira o endereço e as chaves de acesso.</translation>
    </message>
    <message>
        <source>Opening the repository on the machine. Its restic %1 is old: %2.</source>
        <translation>Abrindo o repositório na máquina. O restic %1 dela é antigo: %2.</translation>
    </message>
    <message>
        <source>This restore runs on the machine already; following it.</source>
        <translation>Esta restauração já roda na máquina; acompanhando.</translation>
    </message>
    <message>
        <source>The machine forgot the restore %1 times; it seems to restart again and again. Take another one.</source>
        <translation>A máquina perdeu a restauração %1 vezes; parece reiniciar sem parar. Use outra.</translation>
    </message>
    <message>
        <source>The machine was interrupted; the restore goes on from what is there.</source>
        <translation>A máquina foi interrompida; a restauração continua a partir do que está lá.</translation>
    </message>
    <message>
        <source>Reading everything again to verify it.</source>
        <translation>Lendo tudo de novo para verificar.</translation>
    </message>
    <message>
        <source>Restored and verified.</source>
        <translation>Restaurado e verificado.</translation>
    </message>
    <message>
        <source>Cancelled; nothing was restored yet.</source>
        <translation>Cancelado; nada foi restaurado ainda.</translation>
    </message>
    <message>
        <source>Cancelled; %1 are on the machine, not all of them whole. Restore again to go on from there.</source>
        <translation>Cancelado; %1 estão na máquina, nem todos inteiros. Restaure de novo para continuar daí.</translation>
    </message>
    <message>
        <source>Nothing was restored: nothing in the snapshot matches what was asked for (%1). Patterns begin at the root of the snapshot, as &quot;ls&quot; shows it.</source>
        <translation>Nada foi restaurado: nada no snapshot corresponde ao que foi pedido (%1). Os padrões começam na raiz do snapshot, como o &quot;ls&quot; mostra.</translation>
    </message>
    <message>
        <source>Nothing was restored: the folder %1 of the snapshot is empty.</source>
        <translation>Nada foi restaurado: a pasta %1 do snapshot está vazia.</translation>
    </message>
    <message>
        <source>Restored, all at once: no patterns can say which of the critical files lie in the part that was asked for.</source>
        <translation>Restaurado, tudo de uma vez: nenhum padrão consegue dizer quais arquivos críticos estão na parte pedida.</translation>
    </message>
    <message>
        <source>Restored. None of the critical patterns lies in the part that was asked for.</source>
        <translation>Restaurado. Nenhum dos padrões críticos está na parte pedida.</translation>
    </message>
    <message>
        <source>The machine %1 said nothing for %2 s before the restore began there. Try again, or take another one.</source>
        <translation>A máquina %1 ficou %2 s sem dizer nada antes de a restauração começar nela. Tente de novo, ou use outra.</translation>
    </message>
    <message>
        <source>The connection to the machine was lost before it answered.</source>
        <translation>A conexão com a máquina caiu antes de ela responder.</translation>
    </message>
    <message>
        <source>Another restore was begun on %1 since.</source>
        <translation>Desde então, outra restauração foi iniciada em %1.</translation>
    </message>
    <message>
        <source>This restore was begun earlier; following it.</source>
        <translation>Esta restauração foi iniciada antes; acompanhando-a.</translation>
    </message>
    <message>
        <source>The machine %1 knows nothing of the restore any more; it was probably restarted. Restore again, and it goes on from what is there.</source>
        <translation>A máquina %1 não sabe mais nada da restauração; provavelmente foi reiniciada. Restaure de novo, e ela continua do que já está lá.</translation>
    </message>
    <message>
        <source>Nothing was restored: nothing in the snapshot matches what was asked for.</source>
        <translation>Nada foi restaurado: nada no snapshot corresponde ao que foi pedido.</translation>
    </message>
</context>
<context>
    <name>snapgpu::ResticRun</name>
    <message>
        <source>The repository %1 did not open within %2 s. Check its address and access keys.</source>
        <translation>O repositório %1 não abriu em %2 s. Verifique o endereço e as chaves de acesso.</translation>
    </message>
    <message>
        <source>restic answered more than 1 GB and was stopped.</source>
        <translation>O restic respondeu mais de 1 GB e foi parado.</translation>
    </message>
    <message>
        <source>The program &quot;%1&quot; could not be started. Install restic (package restic).</source>
        <translation>O programa &quot;%1&quot; não pôde ser iniciado. Instale o restic (pacote restic).</translation>
    </message>
</context>
<context>
    <name>snapgpu::RestoreBar</name>
    <message>
        <source>Restore in progress</source>
        <translation>Restauração em andamento</translation>
    </message>
    <message>
        <source>Restored %1 percent</source>
        <translation>Restaurado: %1 por cento</translation>
    </message>
    <message>
        <source>you can work · %1</source>
        <translation>você já pode trabalhar · %1</translation>
    </message>
    <message>
        <source>you can work</source>
        <translation>você já pode trabalhar</translation>
    </message>
</context>
<context>
    <name>snapgpu::RestoreDialog</name>
    <message>
        <source>not rented by SnapGPU</source>
        <translation>não alugada pelo SnapGPU</translation>
    </message>
    <message>
        <source>one pattern per line, e.g. *.py</source>
        <translation>um padrão por linha, ex.: *.py</translation>
    </message>
    <message>
        <source>&amp;Verify: read everything again afterwards</source>
        <translation>&amp;Verificar: ler tudo de novo depois</translation>
    </message>
    <message>
        <source>&amp;Restore</source>
        <translation>&amp;Restaurar</translation>
    </message>
    <message>
        <source>Restore onto a machine</source>
        <translation>Restaurar numa máquina</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>&amp;Machine</source>
        <translation>&amp;Máquina</translation>
    </message>
    <message>
        <source>S&amp;napshot</source>
        <translation>S&amp;napshot</translation>
    </message>
    <message>
        <source>Everything in it</source>
        <translation>Tudo o que há nele</translation>
    </message>
    <message>
        <source>Only what matches patterns</source>
        <translation>Só o que casa com padrões</translation>
    </message>
    <message>
        <source>Only what is in one folder, straight into the target</source>
        <translation>Só o que há numa pasta, direto no destino</translation>
    </message>
    <message>
        <source>What comes &amp;back</source>
        <translation>O que vol&amp;ta</translation>
    </message>
    <message>
        <source>&amp;Folder of the snapshot</source>
        <translation>&amp;Pasta do snapshot</translation>
    </message>
    <message>
        <source>Restore these f&amp;irst</source>
        <translation>Restaurar estes pr&amp;imeiro</translation>
    </message>
    <message>
        <source>Restore in&amp;to</source>
        <translation>Restaurar &amp;em</translation>
    </message>
    <message>
        <source>asking the provider…</source>
        <translation>perguntando ao provedor…</translation>
    </message>
    <message>
        <source>none is known</source>
        <translation>nenhuma é conhecida</translation>
    </message>
    <message>
        <source>The winner of the next race: into the plan</source>
        <translation>A vencedora da próxima corrida: no plano</translation>
    </message>
    <message>
        <source>no snapshot is known</source>
        <translation>nenhum snapshot é conhecido</translation>
    </message>
    <message>
        <source>There is no snapshot to restore yet.</source>
        <translation>Ainda não há snapshot para restaurar.</translation>
    </message>
    <message>
        <source>No provider is set up, so no machine is known.</source>
        <translation>Nenhum provedor está configurado; por isso nenhuma máquina é conhecida.</translation>
    </message>
    <message>
        <source>Asking the provider which machines run…</source>
        <translation>Perguntando ao provedor quais máquinas rodam…</translation>
    </message>
    <message>
        <source>Another restore onto this machine is under way; wait until it is over, or cancel it.</source>
        <translation>Outra restauração nesta máquina está em andamento; espere que acabe ou cancele-a.</translation>
    </message>
    <message>
        <source>Say which part: one pattern per line.</source>
        <translation>Diga qual parte: um padrão por linha.</translation>
    </message>
    <message>
        <source>The plan takes patterns instead of one folder; choose &quot;%1&quot;.</source>
        <translation>O plano aceita padrões em vez de uma pasta; escolha &quot;%1&quot;.</translation>
    </message>
    <message>
        <source>Say which folder, as the browser shows it: it begins with a slash.</source>
        <translation>Diga qual pasta, como o navegador de arquivos a mostra: começa com uma barra.</translation>
    </message>
    <message>
        <source>The folder to restore into begins with a slash, for example /workspace.</source>
        <translation>A pasta de destino começa com uma barra, por exemplo /workspace.</translation>
    </message>
    <message>
        <source>snapshot %1 of %2, taken %3</source>
        <translation>snapshot %1 de %2, feito %3</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>size, &quot;snapshot 1a2b3c4d of gpu-7&quot;</comment>
        <translation>%1 do %2</translation>
    </message>
    <message>
        <source>The plan on the Launch page brings this back: %1.</source>
        <translation>O plano da página Lançar traz de volta: %1.</translation>
    </message>
    <message>
        <source>%1, where the files came from</source>
        <translation>%1, de onde os arquivos vieram</translation>
    </message>
    <message>
        <source>&amp;Use in the plan</source>
        <translation>Usar n&amp;o plano</translation>
    </message>
    <message>
        <source>What is there already stays, what differs is replaced, and nothing is deleted.</source>
        <translation>O que já está lá fica, o que difere é substituído, e nada é apagado.</translation>
    </message>
    <message>
        <source>Onto %1, into %2: %3.</source>
        <translation>Em %1, na pasta %2: %3.</translation>
    </message>
    <message>
        <source>Onto %1, to where they came from: %2.</source>
        <translation>Em %1, de volta ao lugar de origem: %2.</translation>
    </message>
    <message>
        <source>where the files came from</source>
        <translation>de onde os arquivos vieram</translation>
    </message>
</context>
<context>
    <name>snapgpu::RestorePanel</name>
    <message>
        <source>Restore</source>
        <translation>Restauração</translation>
    </message>
    <message>
        <source>Preparing the restore</source>
        <translation>Preparando a restauração</translation>
    </message>
    <message>
        <source>Restoring what you need first</source>
        <translation>Restaurando o que você precisa primeiro</translation>
    </message>
    <message>
        <source>Restoring the rest</source>
        <translation>Restaurando o resto</translation>
    </message>
    <message>
        <source>Verifying</source>
        <translation>Verificando</translation>
    </message>
    <message>
        <source>Restored</source>
        <translation>Restaurado</translation>
    </message>
    <message>
        <source>The restore failed</source>
        <translation>A restauração falhou</translation>
    </message>
    <message>
        <source>The restore was cancelled</source>
        <translation>A restauração foi cancelada</translation>
    </message>
    <message>
        <source>in %1</source>
        <translation>em %1</translation>
    </message>
    <message numerus="yes">
        <source>%n connection(s)</source>
        <translation>
            <numerusform>%n conexão</numerusform>
            <numerusform>%n conexões</numerusform>
        </translation>
    </message>
    <message>
        <source>about %1 left</source>
        <translation>faltam cerca de %1</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 de %2</translation>
    </message>
    <message>
        <source>%1 of %2 files</source>
        <translation>%1 de %2 arquivos</translation>
    </message>
    <message>
        <source>%1 already there</source>
        <translation>%1 já estavam lá</translation>
    </message>
    <message>
        <source>restic ran after %1</source>
        <translation>restic rodando após %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>file: what is wrong</comment>
        <translation>%1: %2</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>e mais %n</numerusform>
            <numerusform>e mais %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Restoring</source>
        <translation>Restaurando</translation>
    </message>
</context>
<context>
    <name>snapgpu::RunPodProvider</name>
    <message>
        <source>There is no RunPod API key. Set RUNPOD_API_KEY or enter the key in the settings.</source>
        <translation>Não há chave de API do RunPod. Defina RUNPOD_API_KEY ou informe a chave nas configurações.</translation>
    </message>
    <message>
        <source>RunPod takes no bids: its prices are fixed. Rent on demand.</source>
        <translation>O RunPod não aceita lances: os preços são fixos. Alugue sob demanda.</translation>
    </message>
    <message>
        <source>This offer is not one of RunPod&apos;s. Search again.</source>
        <translation>Esta oferta não é do RunPod. Busque de novo.</translation>
    </message>
    <message>
        <source>“%1” is not the id of a RunPod pod. Take it from the machine list.</source>
        <translation>“%1” não é o id de um pod do RunPod. Pegue-o na lista de máquinas.</translation>
    </message>
</context>
<context>
    <name>snapgpu::SaveSearchDialog</name>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Salvar</translation>
    </message>
    <message>
        <source>Save this search</source>
        <translation>Salvar esta busca</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Nome</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>There is a search of this name; it will be replaced.</source>
        <translation>Já existe uma busca com este nome; ela será substituída.</translation>
    </message>
</context>
<context>
    <name>snapgpu::SavedSearches</name>
    <message>
        <source>Searches</source>
        <translation>Buscas</translation>
    </message>
    <message>
        <source>Saved and recent searches</source>
        <translation>Buscas salvas e recentes</translation>
    </message>
    <message>
        <source>Save this search, or pick an earlier one</source>
        <translation>Salvar esta busca ou escolher uma anterior</translation>
    </message>
    <message>
        <source> (interruptible)</source>
        <translation> (interrompível)</translation>
    </message>
    <message>
        <source>Save this search…</source>
        <translation>Salvar esta busca…</translation>
    </message>
    <message>
        <source>Change saved searches…</source>
        <translation>Alterar buscas salvas…</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Salvas</translation>
    </message>
    <message>
        <source>None yet</source>
        <translation>Nenhuma ainda</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>Recentes</translation>
    </message>
</context>
<context>
    <name>snapgpu::SavedSearchesDialog</name>
    <message>
        <source>Saved searches</source>
        <translation>Buscas salvas</translation>
    </message>
    <message>
        <source>F2 renames, Del deletes.</source>
        <translation>F2 renomeia, Del exclui.</translation>
    </message>
    <message>
        <source>&amp;Rename</source>
        <translation>&amp;Renomear</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>&amp;Excluir</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fechar</translation>
    </message>
    <message>
        <source>There is a search of this name already.</source>
        <translation>Já existe uma busca com este nome.</translation>
    </message>
</context>
<context>
    <name>snapgpu::SavingsTiles</name>
    <message>
        <source>Races won</source>
        <translation>Corridas vencidas</translation>
    </message>
    <message>
        <source>Races that ended with a machine you could work on</source>
        <translation>Corridas que terminaram com uma máquina para trabalhar</translation>
    </message>
    <message>
        <source>Waiting saved</source>
        <translation>Espera poupada</translation>
    </message>
    <message>
        <source>Against renting only the first machine of each race: as long as it really took when that was seen, otherwise as long as Kaplan–Meier expects for machines like it. Negative when racing lost time.</source>
        <translation>Em comparação com alugar só a primeira máquina de cada corrida: o tempo que ela levou de fato, quando foi visto, senão o que Kaplan–Meier espera de máquinas como ela. Negativo quando correr fez perder tempo.</translation>
    </message>
    <message>
        <source>Cost of racing</source>
        <translation>Custo de correr</translation>
    </message>
    <message>
        <source>What all machines but the winners cost until they were decided</source>
        <translation>Quanto custaram todas as máquinas menos as vencedoras até a decisão</translation>
    </message>
    <message>
        <source>Duds met</source>
        <translation>Falhas encontradas</translation>
    </message>
    <message>
        <source>Share of rented machines that fell out by their own fault</source>
        <translation>Parte das máquinas alugadas que caiu fora por culpa própria</translation>
    </message>
    <message>
        <source>Machines left behind</source>
        <translation>Máquinas esquecidas</translation>
    </message>
    <message>
        <source>Machines of ours that should be gone and are not yet confirmed to be</source>
        <translation>Máquinas nossas que deveriam ter sumido e cujo fim ainda não foi confirmado</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 de %2</translation>
    </message>
    <message>
        <source>Ready after, p50 · p95</source>
        <translation>Pronta após, p50 · p95</translation>
    </message>
    <message>
        <source>Half of the races, and 95 of 100, had a machine that was ready this long after the click; races that nobody won count as longer than they lasted</source>
        <translation>Metade das corridas, e 95 de cada 100, tinham uma máquina pronta este tempo após o clique; corridas que ninguém venceu contam como mais longas do que duraram</translation>
    </message>
</context>
<context>
    <name>snapgpu::SettingsDialog</name>
    <message>
        <source>The language changes when SnapGPU starts again.</source>
        <translation>O idioma muda quando o SnapGPU for iniciado de novo.</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Ajustes</translation>
    </message>
    <message>
        <source>Like the system</source>
        <translation>Como o sistema</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Claro</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Escuro</translation>
    </message>
    <message>
        <source>the usual identity files</source>
        <translation>os arquivos de identidade usuais</translation>
    </message>
    <message>
        <source>the system&apos;s terminal</source>
        <translation>o terminal do sistema</translation>
    </message>
    <message>
        <source>&amp;Appearance</source>
        <translation>&amp;Aparência</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Idioma</translation>
    </message>
    <message>
        <source>SSH &amp;key file</source>
        <translation>Arquivo da chave SS&amp;H</translation>
    </message>
    <message>
        <source>&amp;Terminal program</source>
        <translation>Programa de &amp;terminal</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Salvar</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Create and destroy many machines with &amp;one call</source>
        <translation>Criar e destruir muitas máquinas com uma só &amp;chamada</translation>
    </message>
    <message>
        <source>Fewer calls where the provider limits their rate. Its answers to such calls are not documented, so what was rented is told by the list. From the next start on.</source>
        <translation>Menos chamadas onde o provedor limita a frequência delas. As respostas dele a essas chamadas não são documentadas, por isso a lista diz o que foi alugado. Vale a partir da próxima inicialização.</translation>
    </message>
    <message>
        <source>T&amp;est</source>
        <translation>T&amp;estar</translation>
    </message>
    <message>
        <source>Keys and passwords are never written into the settings: they come from the environment or are kept in the system&apos;s keychain.</source>
        <translation>Chaves e senhas nunca são gravadas nas configurações: vêm do ambiente ou ficam no chaveiro do sistema.</translation>
    </message>
    <message>
        <source>Host &amp;memory of a team (PostgreSQL)</source>
        <translation>Me&amp;mória dos hosts de uma equipe (PostgreSQL)</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>Se&amp;nha</translation>
    </message>
    <message>
        <source>Password of the team&apos;s host memory</source>
        <translation>Senha da memória dos hosts da equipe</translation>
    </message>
    <message>
        <source>as it is kept in the keychain</source>
        <translation>a que está no chaveiro</translation>
    </message>
    <message>
        <source>Test the team&apos;s host memory</source>
        <translation>Testar a memória dos hosts da equipe</translation>
    </message>
    <message>
        <source>What this computer learned and learns is shared there and stays in its own file too; while the server cannot be reached, it waits here.</source>
        <translation>O que este computador aprendeu e aprender é compartilhado ali e fica também no arquivo dele; enquanto o servidor não puder ser alcançado, espera aqui.</translation>
    </message>
    <message>
        <source>SNAPGPU_MEMORY in the environment says which one.</source>
        <translation>SNAPGPU_MEMORY no ambiente diz qual.</translation>
    </message>
    <message>
        <source>Asking the server…</source>
        <translation>Consultando o servidor…</translation>
    </message>
    <message>
        <source>The sandbox keeps its memory to itself; this is used outside of it.</source>
        <translation>O sandbox guarda sua memória para si; isto vale fora dele.</translation>
    </message>
    <message numerus="yes">
        <source>It works: %Ln boot(s) are remembered there.</source>
        <translation>
            <numerusform>Funciona: %Ln início está na memória dali.</numerusform>
            <numerusform>Funciona: %Ln inícios estão na memória dali.</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Notifications while another window is in front</source>
        <translation>Noti&amp;ficações enquanto outra janela está na frente</translation>
    </message>
    <message>
        <source>A race that is won, files that are back, what failed, and a machine that will not die; the window tells them too.</source>
        <translation>Uma corrida vencida, arquivos de volta, o que falhou e uma máquina que não morre; a janela também conta tudo isso.</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Testar</translation>
    </message>
    <message>
        <source>Test the API key of the provider</source>
        <translation>Testar a chave de API do provedor</translation>
    </message>
    <message>
        <source>P&amp;rovider</source>
        <translation>P&amp;rovedor</translation>
    </message>
    <message>
        <source>AP&amp;I key</source>
        <translation>Cha&amp;ve de API</translation>
    </message>
    <message>
        <source>The command line says which.</source>
        <translation>A linha de comando diz qual.</translation>
    </message>
    <message>
        <source>The sandbox is both and needs no key.</source>
        <translation>O sandbox é os dois e não precisa de chave.</translation>
    </message>
    <message>
        <source>Asking %1…</source>
        <translation>Perguntando ao %1…</translation>
    </message>
    <message>
        <source>The key works: the account holds %1.</source>
        <translation>A chave funciona: a conta tem %1.</translation>
    </message>
    <message>
        <source>Each row is one machine, rented at its price or by a bid.</source>
        <translation>Cada linha é uma máquina, alugada pelo preço dela ou por lance.</translation>
    </message>
    <message>
        <source>the one that is kept</source>
        <translation>a guardada</translation>
    </message>
    <message>
        <source>The key works; what the account holds is not told.</source>
        <translation>A chave funciona; o saldo da conta não é informado.</translation>
    </message>
</context>
<context>
    <name>snapgpu::SettingsStore</name>
    <message>
        <source>The settings in %1 cannot be read (%2); the defaults are used.</source>
        <translation>Os ajustes em %1 não podem ser lidos (%2); valem os padrões.</translation>
    </message>
    <message>
        <source>The settings file was damaged; it is now %1 and the defaults are used.</source>
        <translation>O arquivo de ajustes estava danificado; agora ele é %1 e valem os padrões.</translation>
    </message>
    <message>
        <source>The repository address holds a password, and settings never do: take it out and set RESTIC_REST_USERNAME and RESTIC_REST_PASSWORD instead.</source>
        <translation>O endereço do repositório contém uma senha, e os ajustes nunca contêm: retire-a e use RESTIC_REST_USERNAME e RESTIC_REST_PASSWORD.</translation>
    </message>
    <message>
        <source>The settings could not be written to %1: %2.</source>
        <translation>Os ajustes não puderam ser gravados em %1: %2.</translation>
    </message>
    <message>
        <source>The address of the shared host memory holds a password, and settings never do: take it out; it has a field of its own.</source>
        <translation>O endereço da memória compartilhada dos hosts contém uma senha, e as configurações nunca contêm: retire-a; ela tem um campo próprio.</translation>
    </message>
</context>
<context>
    <name>snapgpu::SnapshotCatalog</name>
    <message>
        <source>The snapshot is not in the repository any more. Refresh the list and choose another.</source>
        <translation>O snapshot não está mais no repositório. Atualize a lista e escolha outro.</translation>
    </message>
    <message>
        <source>restic&apos;s list of files broke off or could not be understood. Try again.</source>
        <translation>A lista de arquivos do restic foi cortada ou não pôde ser entendida. Tente de novo.</translation>
    </message>
</context>
<context>
    <name>snapgpu::SnapshotFacts</name>
    <message>
        <source>&amp;Browse files</source>
        <translation>Ver &amp;arquivos</translation>
    </message>
    <message>
        <source>The files of this snapshot (Enter)</source>
        <translation>Os arquivos deste snapshot (Enter)</translation>
    </message>
    <message>
        <source>&amp;Compare</source>
        <translation>&amp;Comparar</translation>
    </message>
    <message>
        <source>The two chosen snapshots, or the chosen one with the one before it (Ctrl+D)</source>
        <translation>Os dois snapshots escolhidos, ou o escolhido com o anterior (Ctrl+D)</translation>
    </message>
    <message>
        <source>&amp;Tags…</source>
        <translation>&amp;Etiquetas…</translation>
    </message>
    <message>
        <source>Change the tags (F2)</source>
        <translation>Mudar as etiquetas (F2)</translation>
    </message>
    <message>
        <source>&amp;Forget…</source>
        <translation>E&amp;squecer…</translation>
    </message>
    <message>
        <source>Remove from the repository (Delete)</source>
        <translation>Remover do repositório (Delete)</translation>
    </message>
    <message>
        <source>&amp;Use in the plan</source>
        <translation>&amp;Usar no plano</translation>
    </message>
    <message>
        <source>Snapshot %1</source>
        <translation>Snapshot %1</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>Feito em</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Tamanho</translation>
    </message>
    <message>
        <source>%1 in %2 files</source>
        <translation>%1 em %2 arquivos</translation>
    </message>
    <message>
        <source>Paths</source>
        <translation>Caminhos</translation>
    </message>
    <message>
        <source>Hosts</source>
        <translation>Hosts</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Etiquetas</translation>
    </message>
    <message numerus="yes">
        <source>%Ln snapshots hold exactly these files; the oldest is of %1.</source>
        <translation>
            <numerusform>%Ln snapshot tem exatamente estes arquivos; o mais antigo é de %1.</numerusform>
            <numerusform>%Ln snapshots têm exatamente estes arquivos; o mais antigo é de %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>One of %Ln snapshots with exactly these files.</source>
        <translation>
            <numerusform>O único snapshot com exatamente estes arquivos.</numerusform>
            <numerusform>Um de %Ln snapshots com exatamente estes arquivos.</numerusform>
        </translation>
    </message>
    <message>
        <source>Restore onto a &amp;machine…</source>
        <translation>Restaurar nu&amp;ma máquina…</translation>
    </message>
    <message>
        <source>Onto a machine that runs already (Ctrl+M)</source>
        <translation>Numa máquina que já roda (Ctrl+M)</translation>
    </message>
</context>
<context>
    <name>snapgpu::SnapshotFilterBar</name>
    <message>
        <source>&amp;Refresh</source>
        <translation>Atuali&amp;zar</translation>
    </message>
    <message>
        <source>C&amp;lean up…</source>
        <translation>&amp;Limpar…</translation>
    </message>
    <message>
        <source>Filter by host, tag, path or id</source>
        <translation>Filtrar por host, etiqueta, caminho ou id</translation>
    </message>
    <message>
        <source>Filter of snapshots</source>
        <translation>Filtro de snapshots</translation>
    </message>
    <message>
        <source>Forget what a keep policy lets go; shows first what that is</source>
        <translation>Esquece o que uma política de retenção deixa sair; mostra antes o que é</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>Host</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Etiqueta</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Caminho</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Data</translation>
    </message>
    <message>
        <source>Any time</source>
        <translation>Qualquer data</translation>
    </message>
    <message>
        <source>Last 24 hours</source>
        <translation>Últimas 24 horas</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>Últimos 7 dias</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>Últimos 30 dias</translation>
    </message>
    <message>
        <source>Last year</source>
        <translation>Último ano</translation>
    </message>
    <message>
        <source>All hosts</source>
        <translation>Todos os hosts</translation>
    </message>
    <message>
        <source>All tags</source>
        <translation>Todas as etiquetas</translation>
    </message>
    <message>
        <source>All paths</source>
        <translation>Todos os caminhos</translation>
    </message>
</context>
<context>
    <name>snapgpu::SnapshotListView</name>
    <message>
        <source>Reading the repository</source>
        <translation>Lendo o repositório</translation>
    </message>
    <message>
        <source>Snapshots</source>
        <translation>Snapshots</translation>
    </message>
    <message>
        <source>Browse files</source>
        <translation>Ver arquivos</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Comparar</translation>
    </message>
    <message>
        <source>Tags…</source>
        <translation>Etiquetas…</translation>
    </message>
    <message>
        <source>Forget…</source>
        <translation>Esquecer…</translation>
    </message>
    <message>
        <source>Use in the plan</source>
        <translation>Usar no plano</translation>
    </message>
    <message>
        <source>Choose two snapshots to compare, or one to compare it with the one before it.</source>
        <translation>Escolha dois snapshots para comparar, ou um para compará-lo com o anterior.</translation>
    </message>
    <message>
        <source>There is no older snapshot of these paths with other files; choose two with Ctrl.</source>
        <translation>Não há snapshot mais antigo destes caminhos com outros arquivos; escolha dois com Ctrl.</translation>
    </message>
    <message>
        <source>Offline: this is the list as it was last seen, %1.</source>
        <translation>Sem conexão: esta é a lista como foi vista pela última vez, %1.</translation>
    </message>
    <message>
        <source>Last seen %1; asking the repository…</source>
        <translation>Vista pela última vez %1; consultando o repositório…</translation>
    </message>
    <message>
        <source>The repository could not be read</source>
        <translation>O repositório não pôde ser lido</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Tentar de novo</translation>
    </message>
    <message>
        <source>The repository is not open</source>
        <translation>O repositório não está aberto</translation>
    </message>
    <message>
        <source>Open the list of repositories</source>
        <translation>Abrir a lista de repositórios</translation>
    </message>
    <message>
        <source>No repository yet</source>
        <translation>Nenhum repositório ainda</translation>
    </message>
    <message>
        <source>Add your restic repository here; or name it in RESTIC_REPOSITORY and its password in RESTIC_PASSWORD, RESTIC_PASSWORD_FILE or RESTIC_PASSWORD_COMMAND, then start again.</source>
        <translation>Adicione aqui seu repositório restic; ou indique-o em RESTIC_REPOSITORY e a senha em RESTIC_PASSWORD, RESTIC_PASSWORD_FILE ou RESTIC_PASSWORD_COMMAND e inicie de novo.</translation>
    </message>
    <message>
        <source>Add a repository</source>
        <translation>Adicionar um repositório</translation>
    </message>
    <message>
        <source>Reading the repository…</source>
        <translation>Lendo o repositório…</translation>
    </message>
    <message>
        <source>The repository is empty</source>
        <translation>O repositório está vazio</translation>
    </message>
    <message>
        <source>%1 holds no snapshot yet; make one with restic backup, then refresh.</source>
        <translation>%1 ainda não tem nenhum snapshot; faça um com restic backup e atualize.</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>Ler de novo</translation>
    </message>
    <message>
        <source>No snapshot matches</source>
        <translation>Nenhum snapshot combina</translation>
    </message>
    <message>
        <source>No snapshot passes every part of the filter.</source>
        <translation>Nenhum snapshot atende a todas as partes do filtro.</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>Limpar o filtro</translation>
    </message>
    <message>
        <source>no repository</source>
        <translation>sem repositório</translation>
    </message>
    <message>
        <source>%1 of %2 shown</source>
        <translation>%1 de %2 na lista</translation>
    </message>
    <message numerus="yes">
        <source>%Ln snapshot(s)</source>
        <translation>
            <numerusform>%Ln snapshot</numerusform>
            <numerusform>%Ln snapshots</numerusform>
        </translation>
    </message>
    <message>
        <source>Restore onto a machine…</source>
        <translation>Restaurar numa máquina…</translation>
    </message>
</context>
<context>
    <name>snapgpu::SnapshotTableModel</name>
    <message numerus="yes">
        <source>%1, %n snapshot(s), %2, %3</source>
        <translation>
            <numerusform>%1, %n snapshot, %2, %3</numerusform>
            <numerusform>%1, %n snapshots, %2, %3</numerusform>
        </translation>
    </message>
    <message>
        <source>How many snapshots hold exactly these files</source>
        <translation>Quantos snapshots têm exatamente estes arquivos</translation>
    </message>
    <message>
        <source>Newest</source>
        <translation>Mais novo</translation>
    </message>
    <message>
        <source>Snapshots</source>
        <translation>Snapshots</translation>
    </message>
    <message>
        <source>Hosts</source>
        <translation>Hosts</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Etiquetas</translation>
    </message>
    <message>
        <source>Paths</source>
        <translation>Caminhos</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Tamanho</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Id</translation>
    </message>
</context>
<context>
    <name>snapgpu::SnapshotsPage</name>
    <message>
        <source>Re&amp;positories…</source>
        <translation>Re&amp;positórios…</translation>
    </message>
    <message>
        <source>Rep&amp;ository</source>
        <translation>Rep&amp;ositório</translation>
    </message>
    <message>
        <source>%1  ·  %2</source>
        <comment>name, address</comment>
        <translation>%1  ·  %2</translation>
    </message>
    <message>
        <source>none is open</source>
        <translation>nenhum está aberto</translation>
    </message>
</context>
<context>
    <name>snapgpu::SqliteLedger</name>
    <message>
        <source>A ledger row needs a label.</source>
        <translation>Uma linha do registro precisa de uma etiqueta.</translation>
    </message>
    <message>
        <source>The ledger has no row for %1.</source>
        <translation>O registro não tem linha para %1.</translation>
    </message>
    <message>
        <source>%1 cannot go from %2 to %3.</source>
        <translation>%1 não pode ir de %2 para %3.</translation>
    </message>
</context>
<context>
    <name>snapgpu::SshAgentChannel</name>
    <message>
        <source>The connection to %1 was closed.</source>
        <translation>A conexão com %1 foi fechada.</translation>
    </message>
</context>
<context>
    <name>snapgpu::SshProbe</name>
    <message>
        <source>nvidia-smi on the machine did not answer within %1 s.</source>
        <translation>O nvidia-smi da máquina não respondeu em %1 s.</translation>
    </message>
    <message>
        <source>The machine has %1 MB free on its disk, and %2 MB are needed. Ask for a larger disk.</source>
        <translation>A máquina tem %1 MB livres no disco, e são necessários %2 MB. Peça um disco maior.</translation>
    </message>
    <message>
        <source>The machine has no working GPU: nvidia-smi says &quot;%1&quot;.</source>
        <translation>A máquina não tem GPU funcionando: o nvidia-smi diz &quot;%1&quot;.</translation>
    </message>
</context>
<context>
    <name>snapgpu::Sweeper</name>
    <message numerus="yes">
        <source>%n machine(s) will not die; SnapGPU keeps trying. %1</source>
        <translation>
            <numerusform>%n máquina não quer morrer; o SnapGPU continua tentando. %1</numerusform>
            <numerusform>%n máquinas não querem morrer; o SnapGPU continua tentando. %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Destroying %n machine(s).</source>
        <translation>
            <numerusform>Destruindo %n máquina.</numerusform>
            <numerusform>Destruindo %n máquinas.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n machine(s) were rented with another account and may be billing there. Start SnapGPU with that account&apos;s API key to destroy them.</source>
        <translation>
            <numerusform>%n máquina foi alugada com outra conta e pode estar sendo cobrada lá. Inicie o SnapGPU com a chave de API dessa conta para destruí-la.</numerusform>
            <numerusform>%n máquinas foram alugadas com outra conta e podem estar sendo cobradas lá. Inicie o SnapGPU com a chave de API dessa conta para destruí-las.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>snapgpu::SyncDialog</name>
    <message>
        <source>&amp;Forget its own older snapshots</source>
        <translation>&amp;Esquecer os próprios snapshots mais antigos</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>I&amp;niciar</translation>
    </message>
    <message>
        <source>Sync of %1</source>
        <translation>Sincronização de %1</translation>
    </message>
    <message>
        <source>Back up %1 again and again</source>
        <translation>Fazer backup de %1 continuamente</translation>
    </message>
    <message>
        <source>The machine backs itself up to the repository every so often, also while SnapGPU is closed, until it is stopped or the machine ends.</source>
        <translation>A máquina faz backup de si mesma no repositório de tempos em tempos, mesmo com o SnapGPU fechado, até ser parada ou a máquina acabar.</translation>
    </message>
    <message>
        <source>every %1</source>
        <translation>a cada %1</translation>
    </message>
    <message>
        <source>what was restored there, else /workspace</source>
        <translation>o que foi restaurado lá, senão /workspace</translation>
    </message>
    <message>
        <source>Back &amp;up</source>
        <translation>Fazer back&amp;up</translation>
    </message>
    <message>
        <source>F&amp;olders on the machine, with commas between them</source>
        <translation>P&amp;astas na máquina, separadas por vírgulas</translation>
    </message>
    <message>
        <source>Of its own, the last 12, one of each of 24 hours and one of each of 7 days stay; no others are touched, and nothing is pruned.</source>
        <translation>Dos próprios ficam os últimos 12, um de cada uma de 24 horas e um de cada um de 7 dias; nenhum outro é tocado, e nada é podado.</translation>
    </message>
    <message>
        <source>Sto&amp;p the sync</source>
        <translation>&amp;Parar a sincronização</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fechar</translation>
    </message>
    <message>
        <source>&amp;Start anew</source>
        <translation>I&amp;niciar de novo</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no folder of the machine: it must begin with a slash.</source>
        <translation>&quot;%1&quot; não é uma pasta da máquina: ela precisa começar com uma barra.</translation>
    </message>
</context>
<context>
    <name>snapgpu::TagsDialog</name>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Salvar</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Etiquetas</translation>
    </message>
    <message numerus="yes">
        <source>Tags of %n snapshot(s)</source>
        <translation>
            <numerusform>Etiquetas de %n snapshot</numerusform>
            <numerusform>Etiquetas de %n snapshots</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Tags, with commas between them</source>
        <translation>&amp;Etiquetas, separadas por vírgulas</translation>
    </message>
    <message>
        <source>restic gives snapshots new ids when their tags change.</source>
        <translation>O restic dá novos ids aos snapshots quando as etiquetas mudam.</translation>
    </message>
    <message>
        <source>Only some of them have %1; those tags stay as they are.</source>
        <translation>Só alguns deles têm %1; essas etiquetas ficam como estão.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Salvando…</translation>
    </message>
</context>
<context>
    <name>snapgpu::Tray</name>
    <message numerus="yes">
        <source>%n machine(s), %1</source>
        <translation>
            <numerusform>%n máquina, %1</numerusform>
            <numerusform>%n máquinas, %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n machine(s) will not die</source>
        <translation>
            <numerusform>%n máquina não morre</numerusform>
            <numerusform>%n máquinas não morrem</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n machine(s) on another account</source>
        <translation>
            <numerusform>%n máquina em outra conta</numerusform>
            <numerusform>%n máquinas em outra conta</numerusform>
        </translation>
    </message>
    <message>
        <source>the cloud does not answer</source>
        <translation>a nuvem não responde</translation>
    </message>
    <message>
        <source>Show SnapGPU</source>
        <translation>Mostrar o SnapGPU</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Sair</translation>
    </message>
</context>
<context>
    <name>snapgpu::TreeUnpacker</name>
    <message>
        <source>The disk of this computer is full, so nothing was kept. Make room or choose another folder.</source>
        <translation>O disco deste computador está cheio, então nada foi guardado. Libere espaço ou escolha outra pasta.</translation>
    </message>
    <message>
        <source>%1 could not be written: %2. Nothing was kept.</source>
        <translation>Não foi possível gravar %1: %2. Nada foi guardado.</translation>
    </message>
    <message>
        <source>The archive names %1, which nobody asked for, which leaves the chosen folder or which it named before, so nothing was kept. Do not trust the computer it came from.</source>
        <translation>O pacote traz %1, que ninguém pediu, que sai da pasta escolhida ou que já tinha vindo, então nada foi guardado. Não confie no computador de onde ele veio.</translation>
    </message>
</context>
<context>
    <name>snapgpu::VastProvider</name>
    <message>
        <source>“%1” is not a vast.ai instance number. Take it from the machine list.</source>
        <translation>“%1” não é um número de instância do vast.ai. Pegue-o da lista de máquinas.</translation>
    </message>
    <message>
        <source>There is no vast.ai API key. Set VAST_API_KEY or enter the key in the settings.</source>
        <translation>Não há chave de API do vast.ai. Defina VAST_API_KEY ou informe a chave nos ajustes.</translation>
    </message>
</context>
<context>
    <name>snapgpu::WindowProgram</name>
    <message>
        <source>VAST_API_KEY in the environment, the system&apos;s keychain, or the key file of the vast command line</source>
        <translation>VAST_API_KEY no ambiente, o chaveiro do sistema ou o arquivo de chave da linha de comando do vast</translation>
    </message>
    <message>
        <source>SSH key</source>
        <translation>Chave SSH</translation>
    </message>
    <message>
        <source>restic repository</source>
        <translation>Repositório restic</translation>
    </message>
    <message numerus="yes">
        <source>%Ln machine(s) of %1 may still be alive and billing: choose %1 in the settings to see them.</source>
        <translation>
            <numerusform>%Ln máquina do %1 ainda pode estar viva e sendo cobrada: escolha %1 nas configurações para vê-la.</numerusform>
            <numerusform>%Ln máquinas do %1 ainda podem estar vivas e sendo cobradas: escolha %1 nas configurações para vê-las.</numerusform>
        </translation>
    </message>
    <message>
        <source>RUNPOD_API_KEY in the environment, or the system&apos;s keychain</source>
        <translation>RUNPOD_API_KEY no ambiente ou o chaveiro do sistema</translation>
    </message>
    <message>
        <source>API key of %1</source>
        <translation>Chave de API do %1</translation>
    </message>
</context>
<context>
    <name>snapgpu::chips</name>
    <message>
        <source>%1 $/h</source>
        <translation>%1 US$/h</translation>
    </message>
    <message>
        <source>Price per hour, with the disk</source>
        <translation>Preço por hora, com o disco</translation>
    </message>
    <message>
        <source>$/h</source>
        <translation>US$/h</translation>
    </message>
    <message>
        <source>VRAM %1 GB</source>
        <translation>VRAM %1 GB</translation>
    </message>
    <message>
        <source>Memory of each GPU</source>
        <translation>Memória de cada GPU</translation>
    </message>
    <message>
        <source>GB</source>
        <translation>GB</translation>
    </message>
    <message>
        <source>%1 GB in all</source>
        <translation>%1 GB no total</translation>
    </message>
    <message>
        <source>Memory of all GPUs together</source>
        <translation>Memória de todas as GPUs juntas</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>How often the host has been there</source>
        <translation>Quanto tempo o host esteve no ar</translation>
    </message>
    <message>
        <source>↓ %1 Mb/s</source>
        <translation>↓ %1 Mb/s</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>Download</translation>
    </message>
    <message>
        <source>Mb/s</source>
        <translation>Mb/s</translation>
    </message>
    <message>
        <source>↑ %1 Mb/s</source>
        <translation>↑ %1 Mb/s</translation>
    </message>
    <message>
        <source>Upload</source>
        <translation>Upload</translation>
    </message>
    <message>
        <source>disk %1 MB/s</source>
        <translation>disco %1 MB/s</translation>
    </message>
    <message>
        <source>Speed of the disk</source>
        <translation>Velocidade do disco</translation>
    </message>
    <message>
        <source>MB/s</source>
        <translation>MB/s</translation>
    </message>
    <message>
        <source>disk %1 GB</source>
        <translation>disco %1 GB</translation>
    </message>
    <message>
        <source>Room on the disk</source>
        <translation>Espaço em disco</translation>
    </message>
    <message>
        <source>CUDA %1</source>
        <translation>CUDA %1</translation>
    </message>
    <message>
        <source>Newest CUDA its driver runs</source>
        <translation>CUDA mais novo que o driver roda</translation>
    </message>
    <message>
        <source>%1 ports</source>
        <translation>%1 portas</translation>
    </message>
    <message>
        <source>Direct ports</source>
        <translation>Portas diretas</translation>
    </message>
    <message>
        <source>%1 days</source>
        <translation>%1 dias</translation>
    </message>
    <message>
        <source>How long it can be rented</source>
        <translation>Por quanto tempo pode ser alugada</translation>
    </message>
    <message>
        <source>days</source>
        <translation>dias</translation>
    </message>
</context>
<context>
    <name>snapgpu::cli</name>
    <message>
        <source>--rate-policy is adaptive or documented, not &quot;%1&quot;.</source>
        <translation>--rate-policy é adaptive ou documented, não &quot;%1&quot;.</translation>
    </message>
    <message>
        <source>--sandbox and --vast-url exclude each other: the sandbox has its own address.</source>
        <translation>--sandbox e --vast-url se excluem: o sandbox tem o próprio endereço.</translation>
    </message>
    <message>
        <source>The filter is not understood at character %1: %2</source>
        <translation>O filtro não é entendido no caractere %1: %2</translation>
    </message>
    <message>
        <source>--type is on-demand, bid or reserved, not &quot;%1&quot;.</source>
        <translation>--type é on-demand, bid ou reserved, não &quot;%1&quot;.</translation>
    </message>
    <message>
        <source>--target is a folder on the machine and starts with &apos;/&apos;.</source>
        <translation>--target é uma pasta na máquina e começa com &apos;/&apos;.</translation>
    </message>
    <message>
        <source>--%1 means nothing to &quot;%2&quot;; it belongs to %3.</source>
        <translation>--%1 não significa nada para &quot;%2&quot;; pertence a %3.</translation>
    </message>
    <message>
        <source>Use it like this: snapgpu-cli %1 %2</source>
        <translation>Use assim: snapgpu-cli %1 %2</translation>
    </message>
    <message>
        <source>Say which machines to destroy: ids, or --all.</source>
        <translation>Diga quais máquinas destruir: ids ou --all.</translation>
    </message>
    <message>
        <source>Say what to do; snapgpu-cli --help lists the commands.</source>
        <translation>Diga o que fazer; snapgpu-cli --help lista os comandos.</translation>
    </message>
    <message>
        <source>There is no command &quot;%1&quot;; snapgpu-cli --help lists them.</source>
        <translation>Não há comando &quot;%1&quot;; snapgpu-cli --help lista todos.</translation>
    </message>
    <message>
        <source>SnapGPU: races rented GPU machines and restores a workspace on the winner.</source>
        <translation>SnapGPU: põe máquinas com GPU alugadas para correr e restaura uma área de trabalho na vencedora.</translation>
    </message>
    <message>
        <source>Commands:</source>
        <translation>Comandos:</translation>
    </message>
    <message>
        <source>Options:</source>
        <translation>Opções:</translation>
    </message>
    <message>
        <source>Exit: 0 done, 2 usage, 3 nobody became ready, 4 key refused or no credit, 5 restore failed,
6 something could not be destroyed, 130 interrupted.</source>
        <translation>Saída: 0 feito, 2 uso, 3 ninguém ficou pronto, 4 chave recusada ou sem crédito, 5 restauração falhou,
6 algo não pôde ser destruído, 130 interrompido.</translation>
    </message>
    <message>
        <source>--rank is work, ready, cost or listed, not &quot;%1&quot;.</source>
        <translation>--rank é work, ready, cost ou listed, não &quot;%1&quot;.</translation>
    </message>
    <message>
        <source>--repo-key and --repo-env belong to --repo-host: say which host.</source>
        <translation>--repo-key e --repo-env pertencem a --repo-host: diga qual servidor.</translation>
    </message>
    <message>
        <source>Say which snapshots to forget: ids, or what to keep (--keep-last 10), not both.</source>
        <translation>Diga quais snapshots esquecer: ids, ou o que manter (--keep-last 10), não os dois.</translation>
    </message>
    <message>
        <source>Say which tag to change: --add TAG or --remove TAG.</source>
        <translation>Diga qual tag mudar: --add TAG ou --remove TAG.</translation>
    </message>
    <message>
        <source>--snapshot takes a folder behind the id like this: ID:/FOLDER, as &quot;ls&quot; shows it.</source>
        <translation>--snapshot aceita uma pasta depois do id assim: ID:/PASTA, como o &quot;ls&quot; mostra.</translation>
    </message>
    <message>
        <source>--no-restore restores nothing, so there is nothing to include or exclude.</source>
        <translation>--no-restore não restaura nada, então não há o que incluir ou excluir.</translation>
    </message>
    <message>
        <source>There is no provider &quot;%1&quot; here; this version knows vast and runpod.</source>
        <translation>Não há provedor &quot;%1&quot; aqui; esta versão conhece vast e runpod.</translation>
    </message>
    <message>
        <source>--sandbox and --runpod-url exclude each other: the sandbox has its own address.</source>
        <translation>--sandbox e --runpod-url se excluem: o sandbox tem endereço próprio.</translation>
    </message>
    <message>
        <source>RunPod has no call for many machines at once, so --bulk means nothing to it.</source>
        <translation>O RunPod não tem chamada para várias máquinas de uma vez, então --bulk não significa nada para ele.</translation>
    </message>
    <message>
        <source>RunPod rents on demand only, so --type means nothing to it.</source>
        <translation>O RunPod só aluga sob demanda, então --type não significa nada para ele.</translation>
    </message>
    <message>
        <source>Secrets come from the environment: VAST_API_KEY, RUNPOD_API_KEY, RESTIC_PASSWORD (or _FILE,
_COMMAND), AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY. Never put them into arguments.</source>
        <translation>Os segredos vêm do ambiente: VAST_API_KEY, RUNPOD_API_KEY, RESTIC_PASSWORD (ou _FILE,
_COMMAND), AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY. Nunca os ponha em argumentos.</translation>
    </message>
    <message>
        <source>--every is a time from 5s to 7d, like 90s, 5m, 2h or 1d, not &quot;%1&quot;.</source>
        <translation>--every é um tempo de 5s a 7d, como 90s, 5m, 2h ou 1d, não &quot;%1&quot;.</translation>
    </message>
</context>
<context>
    <name>snapgpu::cli::LaunchReporter</name>
    <message>
        <source>wave %1</source>
        <translation>onda %1</translation>
    </message>
    <message>
        <source>created    %1</source>
        <translation>criada     %1</translation>
    </message>
    <message>
        <source>refused    %1</source>
        <translation>recusada   %1</translation>
    </message>
    <message>
        <source>no answer  %1, looking it up by its label</source>
        <translation>sem resposta %1, procurando pela etiqueta</translation>
    </message>
    <message>
        <source>answers    %1</source>
        <translation>responde   %1</translation>
    </message>
    <message>
        <source>failed     %1</source>
        <translation>falhou     %1</translation>
    </message>
    <message>
        <source>destroyed  %1</source>
        <translation>destruída  %1</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 de %2</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n arquivo</numerusform>
            <numerusform>%n arquivos</numerusform>
        </translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/s</translation>
    </message>
    <message>
        <source>about %1 s left</source>
        <translation>faltam cerca de %1 s</translation>
    </message>
    <message>
        <source>  you can work: the critical files are there</source>
        <translation>  você já pode trabalhar: os arquivos críticos chegaram</translation>
    </message>
    <message>
        <source>  restored %1</source>
        <translation>  restaurado %1</translation>
    </message>
    <message>
        <source>Looking at offers, credit and the snapshot…</source>
        <translation>Conferindo ofertas, crédito e o snapshot…</translation>
    </message>
    <message>
        <source>Waiting until every other machine is confirmed destroyed…</source>
        <translation>Esperando a confirmação de que todas as outras máquinas foram destruídas…</translation>
    </message>
    <message>
        <source>%1  wave %2 of %3, %4 alive, %5 so far</source>
        <translation>%1  onda %2 de %3, %4 vivas, %5 até agora</translation>
    </message>
    <message>
        <source>  winner     %1, ready after %2 s</source>
        <translation>  vencedora  %1, pronta após %2 s</translation>
    </message>
    <message>
        <source>  restoring: %1</source>
        <translation>  restaurando: %1</translation>
    </message>
    <message>
        <source>Expected cost %1, at worst %2 (at most %3 machines, %4 per hour all together).</source>
        <translation>Custo esperado %1, no pior caso %2 (no máximo %3 máquinas, %4 por hora todas juntas).</translation>
    </message>
    <message>
        <source>This launch cost %1 so far, %2 of it traffic.</source>
        <translation>Este lançamento custou %1 até agora, %2 disso em tráfego.</translation>
    </message>
    <message>
        <source>no data for %1 s</source>
        <translation>sem dados há %1 s</translation>
    </message>
    <message>
        <source>The traffic of the restore comes on top; the size of the snapshot is not known.</source>
        <translation>O tráfego da restauração soma-se a isso; o tamanho do snapshot não é conhecido.</translation>
    </message>
    <message>
        <source>The winner is kept and goes on billing. Log in with:
  %1
Destroy it with:
  snapgpu-cli destroy %2</source>
        <translation>A vencedora fica e continua sendo cobrada. Entre com:
  %1
Destrua com:
  snapgpu-cli destroy %2</translation>
    </message>
</context>
<context>
    <name>snapgpu::cli::Runner</name>
    <message>
        <source>The command %1 has no code.</source>
        <translation>O comando %1 não tem código.</translation>
    </message>
    <message>
        <source>Stopping: every machine of this race is being destroyed. Press Ctrl+C again to leave at once.</source>
        <translation>Parando: todas as máquinas desta corrida estão sendo destruídas. Aperte Ctrl+C de novo para sair já.</translation>
    </message>
    <message>
        <source>Use it like this: snapgpu-cli sandbox start|stop|status</source>
        <translation>Use assim: snapgpu-cli sandbox start|stop|status</translation>
    </message>
    <message>
        <source>destroyed and confirmed: %1</source>
        <translation>destruída e confirmada: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n machine(s) could not be confirmed destroyed. %1</source>
        <translation>
            <numerusform>A destruição de %n máquina não pôde ser confirmada. %1</numerusform>
            <numerusform>A destruição de %n máquinas não pôde ser confirmada. %1</numerusform>
        </translation>
    </message>
    <message>
        <source>kept, stays:    %1 (%2)</source>
        <translation>mantida, fica:  %1 (%2)</translation>
    </message>
    <message>
        <source>would destroy:  %1 (%2)</source>
        <translation>destruiria:     %1 (%2)</translation>
    </message>
    <message>
        <source>%1 is not a machine that this SnapGPU home started and that is still alive, so it was not touched. &quot;snapgpu-cli machines&quot; shows what there is.</source>
        <translation>%1 não é uma máquina iniciada por esta pasta do SnapGPU que ainda esteja viva, por isso não foi tocada. &quot;snapgpu-cli machines&quot; mostra o que existe.</translation>
    </message>
    <message>
        <source>destroyed by you</source>
        <translation>destruída por você</translation>
    </message>
    <message>
        <source>There is no machine %1 on this account. &quot;snapgpu-cli machines&quot; shows what there is.</source>
        <translation>Não há máquina %1 nesta conta. &quot;snapgpu-cli machines&quot; mostra o que existe.</translation>
    </message>
    <message>
        <source>restoring: %1</source>
        <translation>restaurando: %1</translation>
    </message>
    <message>
        <source>you can work: the critical files are there</source>
        <translation>você já pode trabalhar: os arquivos críticos chegaram</translation>
    </message>
    <message>
        <source>ask</source>
        <translation>oferta</translation>
    </message>
    <message>
        <source>GPU</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>N</source>
        <translation>N</translation>
    </message>
    <message>
        <source>VRAM GB</source>
        <translation>VRAM GB</translation>
    </message>
    <message>
        <source>$/h</source>
        <translation>US$/h</translation>
    </message>
    <message>
        <source>rel. %</source>
        <translation>conf. %</translation>
    </message>
    <message>
        <source>down Mb/s</source>
        <translation>down Mb/s</translation>
    </message>
    <message>
        <source>machine</source>
        <translation>máquina</translation>
    </message>
    <message>
        <source>place</source>
        <translation>lugar</translation>
    </message>
    <message numerus="yes">
        <source>%n different tree(s)</source>
        <translation>
            <numerusform>%n árvore diferente</numerusform>
            <numerusform>%n árvores diferentes</numerusform>
        </translation>
    </message>
    <message>
        <source>provisioning</source>
        <translation>provisionando</translation>
    </message>
    <message numerus="yes">
        <source>Leaving while %n machine(s) may be alive; the next start destroys what is not kept.</source>
        <translation>
            <numerusform>Saindo enquanto %n máquina pode estar viva; o próximo início destrói o que não é mantido.</numerusform>
            <numerusform>Saindo enquanto %n máquinas podem estar vivas; o próximo início destrói o que não é mantido.</numerusform>
        </translation>
    </message>
    <message>
        <source>Stopping: the losers are being destroyed, a winner is kept. Press Ctrl+C again to leave at once.</source>
        <translation>Parando: os perdedores estão sendo destruídos, um vencedor é mantido. Pressione Ctrl+C de novo para sair já.</translation>
    </message>
    <message>
        <source>pinned</source>
        <translation>fixada</translation>
    </message>
    <message>
        <source>banned</source>
        <translation>banida</translation>
    </message>
    <message>
        <source>left alone until %1: %2</source>
        <translation>deixada de lado até %1: %2</translation>
    </message>
    <message>
        <source>changed its GPU</source>
        <translation>trocou de GPU</translation>
    </message>
    <message>
        <source>Use it like this: snapgpu-cli hosts [pin|ban|unmark|forget MACHINE | export FILE | import FILE]</source>
        <translation>Use assim: snapgpu-cli hosts [pin|ban|unmark|forget MÁQUINA | export ARQUIVO | import ARQUIVO]</translation>
    </message>
    <message>
        <source>Machine %1 is raced first from now on.</source>
        <translation>A máquina %1 corre primeiro de agora em diante.</translation>
    </message>
    <message>
        <source>Machine %1 is never raced from now on.</source>
        <translation>A máquina %1 nunca mais corre.</translation>
    </message>
    <message>
        <source>Machine %1 is neither pinned nor banned.</source>
        <translation>A máquina %1 não está fixada nem banida.</translation>
    </message>
    <message>
        <source>tries</source>
        <translation>tent.</translation>
    </message>
    <message>
        <source>boots</source>
        <translation>inic.</translation>
    </message>
    <message>
        <source>duds</source>
        <translation>falhas</translation>
    </message>
    <message>
        <source>p50 s</source>
        <translation>p50 s</translation>
    </message>
    <message>
        <source>p95 s</source>
        <translation>p95 s</translation>
    </message>
    <message>
        <source>expect s</source>
        <translation>esper. s</translation>
    </message>
    <message>
        <source>MB/s</source>
        <translation>MB/s</translation>
    </message>
    <message>
        <source>last seen</source>
        <translation>última vez</translation>
    </message>
    <message numerus="yes">
        <source>%n race(s)</source>
        <translation>
            <numerusform>%n corrida</numerusform>
            <numerusform>%n corridas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) were skipped: %1 with negative times, %2 from a clock that jumped, %3 unreadable.</source>
        <translation>
            <numerusform>%n registro foi ignorado: %1 com tempos negativos, %2 de um relógio que saltou, %3 ilegíveis.</numerusform>
            <numerusform>%n registros foram ignorados: %1 com tempos negativos, %2 de um relógio que saltou, %3 ilegíveis.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) were skipped: not understood, or with impossible times.</source>
        <translation>
            <numerusform>%n linha foi ignorada: não entendida ou com tempos impossíveis.</numerusform>
            <numerusform>%n linhas foram ignoradas: não entendidas ou com tempos impossíveis.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n attempt(s)</source>
        <translation>
            <numerusform>%n tentativa</numerusform>
            <numerusform>%n tentativas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n attempt(s) of machine %1 are forgotten.</source>
        <translation>
            <numerusform>%n tentativa da máquina %1 foi esquecida.</numerusform>
            <numerusform>%n tentativas da máquina %1 foram esquecidas.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) written to %1.</source>
        <translation>
            <numerusform>%n registro gravado em %1.</numerusform>
            <numerusform>%n registros gravados em %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new record(s) from %1.</source>
        <translation>
            <numerusform>%n registro novo de %1.</numerusform>
            <numerusform>%n registros novos de %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>Racing saved at least %1 s against renting the first machine alone; the losers cost %2.</source>
        <translation>Correr poupou pelo menos %1 s em relação a alugar só a primeira máquina; as perdedoras custaram %2.</translation>
    </message>
    <message numerus="yes">
        <source>%n place(s)</source>
        <translation>
            <numerusform>%n lugar</numerusform>
            <numerusform>%n lugares</numerusform>
        </translation>
    </message>
    <message>
        <source>No snapshot of %1 would be left.</source>
        <translation>Não restaria nenhum snapshot de %1.</translation>
    </message>
    <message>
        <source>Nothing was forgotten. Give --yes to forget these snapshots, or --dry-run to only look.</source>
        <translation>Nada foi esquecido. Use --yes para esquecer estes snapshots, ou --dry-run para só olhar.</translation>
    </message>
    <message>
        <source>Use it like this: snapgpu-cli repository test|create</source>
        <translation>Use assim: snapgpu-cli repository test|create</translation>
    </message>
    <message>
        <source>The sandbox runs at %1 (process %2).</source>
        <translation>O sandbox está rodando em %1 (processo %2).</translation>
    </message>
    <message>
        <source>The sandbox is not running.</source>
        <translation>O sandbox não está rodando.</translation>
    </message>
    <message>
        <source>The sandbox has stopped.</source>
        <translation>O sandbox parou.</translation>
    </message>
    <message numerus="yes">
        <source>%n machine(s) destroyed; nothing is left behind.</source>
        <translation>
            <numerusform>%n máquina destruída; nada ficou para trás.</numerusform>
            <numerusform>%n máquinas destruídas; nada ficou para trás.</numerusform>
        </translation>
    </message>
    <message>
        <source>restored %1</source>
        <translation>restaurado: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n machine(s), %1/h</source>
        <translation>
            <numerusform>%n máquina, %1/h</numerusform>
            <numerusform>%n máquinas, %1/h</numerusform>
        </translation>
    </message>
    <message>
        <source>id        time                 times       size  host            paths</source>
        <translation>id        hora                 vezes    tamanho  host            caminhos</translation>
    </message>
    <message numerus="yes">
        <source>%n snapshot(s)</source>
        <translation>
            <numerusform>%n snapshot</numerusform>
            <numerusform>%n snapshots</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n snapshot(s) to forget</source>
        <translation>
            <numerusform>%n snapshot a esquecer</numerusform>
            <numerusform>%n snapshots a esquecer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n snapshot(s) left</source>
        <translation>
            <numerusform>%n snapshot restante</numerusform>
            <numerusform>%n snapshots restantes</numerusform>
        </translation>
    </message>
    <message>
        <source>The machines of the sandbox are nobody else&apos;s: use a database of its own with --memory.</source>
        <translation>As máquinas do sandbox não são de mais ninguém: use com --memory um banco de dados só para elas.</translation>
    </message>
    <message numerus="yes">
        <source>%n attempt(s) wait here until the team&apos;s server can be reached.</source>
        <translation>
            <numerusform>%n tentativa espera aqui até que o servidor da equipe possa ser alcançado.</numerusform>
            <numerusform>%n tentativas esperam aqui até que o servidor da equipe possa ser alcançado.</numerusform>
        </translation>
    </message>
    <message>
        <source>There is no %1 in snapshot %2. Paths are as &quot;snapgpu-cli ls %2&quot; shows them.</source>
        <translation>Não há %1 no snapshot %2. Os caminhos são como &quot;snapgpu-cli ls %2&quot; mostra.</translation>
    </message>
    <message>
        <source>Files: %1 added, %2 removed, %3 changed; in the repository %4 more, %5 less</source>
        <translation>Arquivos: %1 adicionados, %2 removidos, %3 alterados; no repositório, %4 a mais, %5 a menos</translation>
    </message>
    <message>
        <source>From the start of a race to a machine that was ready: p50 %1 s, p95 %2 s.</source>
        <translation>Do início de uma corrida até uma máquina pronta: p50 %1 s, p95 %2 s.</translation>
    </message>
    <message>
        <source>            a restore of %1 was begun there at %2, and its end was not seen yet</source>
        <translation>            uma restauração de %1 foi iniciada nela em %2, e seu fim ainda não foi visto</translation>
    </message>
    <message>
        <source>Stopping what runs on the machine. Press Ctrl+C again to leave at once.</source>
        <translation>Parando o que roda na máquina. Pressione Ctrl+C de novo para sair imediatamente.</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 de %2</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n arquivo</numerusform>
            <numerusform>%n arquivos</numerusform>
        </translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/s</translation>
    </message>
    <message>
        <source>about %1 s left</source>
        <translation>faltam cerca de %1 s</translation>
    </message>
    <message>
        <source>No sync runs on this machine.</source>
        <translation>Nenhuma sincronização roda nesta máquina.</translation>
    </message>
    <message>
        <source>The sync ended with a restart of the machine, or was killed. Start it again.</source>
        <translation>A sincronização terminou com um reinício da máquina, ou foi morta. Inicie-a de novo.</translation>
    </message>
    <message>
        <source>sync every %1 s of %2 as host %3</source>
        <translation>sincronização a cada %1 s de %2 como o host %3</translation>
    </message>
    <message>
        <source>all was safe at %1</source>
        <translation>tudo estava salvo em %1</translation>
    </message>
    <message>
        <source>last snapshot %1 of %2, %3 added</source>
        <translation>último snapshot %1 de %2, %3 acrescentados</translation>
    </message>
    <message numerus="yes">
        <source>%n failure(s) in a row: %1</source>
        <translation>
            <numerusform>%n falha: %1</numerusform>
            <numerusform>%n falhas seguidas: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>it backs up now</source>
        <translation>está fazendo backup agora</translation>
    </message>
    <message>
        <source>next at %1</source>
        <translation>próxima em %1</translation>
    </message>
    <message>
        <source>Use it like this: snapgpu-cli sync start|stop|status MACHINE</source>
        <translation>Use assim: snapgpu-cli sync start|stop|status MÁQUINA</translation>
    </message>
    <message>
        <source>backup: %1</source>
        <translation>backup: %1</translation>
    </message>
    <message>
        <source>not read: %1 %2</source>
        <translation>não lido: %1 %2</translation>
    </message>
    <message>
        <source>snapshot %1: %2 added; files: %3 new, %4 changed, %5 unchanged</source>
        <translation>snapshot %1: %2 acrescentados; arquivos: %3 novos, %4 alterados, %5 inalterados</translation>
    </message>
    <message>
        <source>The sync has stopped.</source>
        <translation>A sincronização parou.</translation>
    </message>
</context>
<context>
    <name>snapgpu::filetext</name>
    <message>
        <source>folder</source>
        <translation>pasta</translation>
    </message>
    <message>
        <source>file</source>
        <translation>arquivo</translation>
    </message>
    <message>
        <source>link</source>
        <translation>link</translation>
    </message>
    <message>
        <source>pipe</source>
        <translation>pipe</translation>
    </message>
    <message>
        <source>socket</source>
        <translation>socket</translation>
    </message>
    <message>
        <source>device</source>
        <translation>dispositivo</translation>
    </message>
    <message>
        <source>special file</source>
        <translation>arquivo especial</translation>
    </message>
    <message>
        <source>added</source>
        <translation>adicionado</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>removido</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>alterado</translation>
    </message>
    <message>
        <source>other kind</source>
        <translation>outro tipo</translation>
    </message>
    <message>
        <source>attributes</source>
        <translation>atributos</translation>
    </message>
    <message>
        <source>damaged</source>
        <translation>danificado</translation>
    </message>
</context>
<context>
    <name>snapgpu::format</name>
    <message>
        <source>$%1</source>
        <comment>amount of US dollars</comment>
        <translation>US$ %1</translation>
    </message>
    <message>
        <source>%1/h</source>
        <comment>dollars per hour</comment>
        <translation>%1/h</translation>
    </message>
    <message>
        <source>%1/s</source>
        <comment>bytes per second</comment>
        <translation>%1/s</translation>
    </message>
    <message>
        <source>%1 s</source>
        <comment>seconds</comment>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>agora mesmo</translation>
    </message>
    <message numerus="yes">
        <source>%n min ago</source>
        <translation>
            <numerusform>há %n min</numerusform>
            <numerusform>há %n min</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n h ago</source>
        <translation>
            <numerusform>há %n h</numerusform>
            <numerusform>há %n h</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) ago</source>
        <translation>
            <numerusform>há %n dia</numerusform>
            <numerusform>há %n dias</numerusform>
        </translation>
    </message>
    <message>
        <source>yyyy-MM-dd HH:mm</source>
        <comment>date and time; see QDateTime::toString</comment>
        <translation>dd/MM/yyyy HH:mm</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 h</translation>
    </message>
</context>
<context>
    <name>snapgpu::json</name>
    <message>
        <source>The answer is larger than %1 bytes and was not read.</source>
        <translation>A resposta passa de %1 bytes e não foi lida.</translation>
    </message>
    <message>
        <source>The answer is nested deeper than %1 levels and was not read.</source>
        <translation>A resposta tem mais de %1 níveis e não foi lida.</translation>
    </message>
    <message>
        <source>The answer is not valid JSON.</source>
        <translation>A resposta não é JSON válido.</translation>
    </message>
</context>
<context>
    <name>snapgpu::race</name>
    <message>
        <source>The image registry throttles this host: %1</source>
        <translation>O registro de imagens está limitando este host: %1</translation>
    </message>
    <message>
        <source>The image cannot be pulled: %1</source>
        <translation>A imagem não pode ser baixada: %1</translation>
    </message>
    <message>
        <source>The host could not start the container: %1</source>
        <translation>O host não conseguiu iniciar o contêiner: %1</translation>
    </message>
    <message>
        <source>The machine is %1.</source>
        <translation>A máquina está %1.</translation>
    </message>
    <message>
        <source>The container exited.</source>
        <translation>O contêiner terminou.</translation>
    </message>
    <message>
        <source>The host dropped the job.</source>
        <translation>O host abandonou a tarefa.</translation>
    </message>
    <message>
        <source>The container was never started.</source>
        <translation>O contêiner nunca foi iniciado.</translation>
    </message>
</context>
<context>
    <name>snapgpu::race::Rules</name>
    <message>
        <source>Renting machines.</source>
        <translation>Alugando máquinas.</translation>
    </message>
    <message>
        <source>Not sent: the race was over.</source>
        <translation>Não enviado: a corrida tinha acabado.</translation>
    </message>
    <message>
        <source>The create failed and left a machine: %1</source>
        <translation>A criação falhou e deixou uma máquina: %1</translation>
    </message>
    <message>
        <source>The answer was lost; looking for the machine by its label.</source>
        <translation>A resposta se perdeu; procurando a máquina pela etiqueta.</translation>
    </message>
    <message>
        <source>Machine %1 won after %2 s.</source>
        <translation>A máquina %1 venceu após %2 s.</translation>
    </message>
    <message>
        <source>Slower than the winner.</source>
        <translation>Mais lenta que a vencedora.</translation>
    </message>
    <message>
        <source>The machine was destroyed from elsewhere.</source>
        <translation>A máquina foi destruída de outro lugar.</translation>
    </message>
    <message>
        <source>The winner was lost before the restore began; the race goes on.</source>
        <translation>A vencedora se perdeu antes de a restauração começar; a corrida continua.</translation>
    </message>
    <message>
        <source>The race was cancelled.</source>
        <translation>A corrida foi cancelada.</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>Cancelado.</translation>
    </message>
    <message>
        <source>The race ended without a winner.</source>
        <translation>A corrida terminou sem vencedora.</translation>
    </message>
    <message>
        <source>The provider refused it and rented it all the same.</source>
        <translation>O provedor recusou e alugou mesmo assim.</translation>
    </message>
    <message>
        <source>The answer to the create was lost and no machine appeared.</source>
        <translation>A resposta da criação se perdeu e nenhuma máquina apareceu.</translation>
    </message>
    <message>
        <source>The machine never appeared in the provider&apos;s list.</source>
        <translation>A máquina nunca apareceu na lista do provedor.</translation>
    </message>
    <message>
        <source>The machine disappeared from the provider&apos;s list.</source>
        <translation>A máquina desapareceu da lista do provedor.</translation>
    </message>
    <message>
        <source>No machine became ready within %1 s.</source>
        <translation>Nenhuma máquina ficou pronta em %1 s.</translation>
    </message>
    <message>
        <source>No offer is left to try; widen the search.</source>
        <translation>Não resta oferta para tentar; amplie a busca.</translation>
    </message>
    <message>
        <source>No offer fits under the caps on price; raise --max-price or --max-cost.</source>
        <translation>Nenhuma oferta cabe nos tetos de preço; aumente --max-price ou --max-cost.</translation>
    </message>
    <message>
        <source>No machine became ready: %1 were refused and %2 failed. The last one: %3</source>
        <translation>Nenhuma máquina ficou pronta: %1 foram recusadas e %2 falharam. A última: %3</translation>
    </message>
    <message>
        <source>The winner died; the race goes on.</source>
        <translation>A vencedora morreu; a corrida continua.</translation>
    </message>
</context>
<context>
    <name>snapgpu::runpod</name>
    <message>
        <source>The answer of RunPod lacks “%1”. Nothing is concluded from it; try again.</source>
        <translation>Falta “%1” na resposta do RunPod. Nada se conclui dela; tente de novo.</translation>
    </message>
    <message>
        <source>RunPod sent an answer that is not JSON. A proxy may stand in between; try again.</source>
        <translation>O RunPod enviou uma resposta que não é JSON. Pode haver um proxy no meio; tente de novo.</translation>
    </message>
    <message>
        <source>The answer of RunPod holds %1 kinds of GPU, far more than there are, and was not read.</source>
        <translation>A resposta do RunPod traz %1 tipos de GPU, muito mais do que existem, e não foi lida.</translation>
    </message>
    <message>
        <source>RunPod refused the API key%1. Check the key in its console.</source>
        <translation>O RunPod recusou a chave de API%1. Verifique a chave no console dele.</translation>
    </message>
    <message>
        <source>The RunPod account has too little balance%1. Add credit on its billing page.</source>
        <translation>A conta do RunPod tem saldo insuficiente%1. Ponha crédito na página de cobrança.</translation>
    </message>
    <message>
        <source>RunPod has no free machine of this kind there now%1. Another one is tried.</source>
        <translation>O RunPod não tem máquina livre desse tipo ali agora%1. Outra está sendo tentada.</translation>
    </message>
    <message>
        <source>RunPod asks for slower calls%1. SnapGPU waits and tries again.</source>
        <translation>O RunPod pede chamadas mais lentas%1. O SnapGPU espera e tenta de novo.</translation>
    </message>
    <message>
        <source>RunPod does not know what was asked for%1. Check the id or the provider&apos;s address.</source>
        <translation>O RunPod não conhece o que foi pedido%1. Verifique o id ou o endereço do provedor.</translation>
    </message>
    <message>
        <source>RunPod has trouble of its own%1. Try again in a minute.</source>
        <translation>O RunPod está com problemas%1. Tente de novo em um minuto.</translation>
    </message>
    <message>
        <source>RunPod did not answer in time%1. Try again.</source>
        <translation>O RunPod não respondeu a tempo%1. Tente de novo.</translation>
    </message>
    <message>
        <source>Something before RunPod turned the call away%1. Check for a proxy or a blocked network.</source>
        <translation>Algo antes do RunPod recusou a chamada%1. Verifique se há um proxy ou uma rede bloqueada.</translation>
    </message>
    <message>
        <source>RunPod answered in a way SnapGPU does not understand%1. Look for a newer SnapGPU.</source>
        <translation>O RunPod respondeu de um jeito que o SnapGPU não entende%1. Procure uma versão mais nova do SnapGPU.</translation>
    </message>
    <message>
        <source>RunPod refused the request%1. Correct the plan and try again.</source>
        <translation>O RunPod recusou o pedido%1. Corrija o plano e tente de novo.</translation>
    </message>
    <message>
        <source>RunPod rents on demand only: it has no interruptible and no reserved machines. Search for on-demand ones.</source>
        <translation>O RunPod só aluga sob demanda: não tem máquinas interrompíveis nem reservadas. Busque as sob demanda.</translation>
    </message>
    <message>
        <source>The RunPod API key lacks a right that this needs%1. Give it read and write access to pods.</source>
        <translation>A chave de API do RunPod não tem uma permissão necessária%1. Dê a ela leitura e escrita em pods.</translation>
    </message>
</context>
<context>
    <name>snapgpu::sandbox::BwrapHost</name>
    <message>
        <source>no port is free, or the machine&apos;s id is not a plain word</source>
        <translation>nenhuma porta livre, ou o id da máquina não é uma palavra simples</translation>
    </message>
</context>
<context>
    <name>snapgpu::sandbox::DemoRepositoryJob</name>
    <message>
        <source>The demo cannot be written to %1. Free some space or choose another home.</source>
        <translation>A demonstração não pôde ser gravada em %1. Libere espaço ou escolha outra pasta.</translation>
    </message>
    <message>
        <source>Making the demo workspace and its repository…</source>
        <translation>Criando a área de trabalho de demonstração e seu repositório…</translation>
    </message>
    <message>
        <source>bwrap could not be started (%1).</source>
        <translation>O bwrap não pôde ser iniciado (%1).</translation>
    </message>
    <message>
        <source>restic could not make the demo repository: %1</source>
        <translation>O restic não conseguiu criar o repositório de demonstração: %1</translation>
    </message>
    <message>
        <source>Making the demo repository: snapshot %1 of %2…</source>
        <translation>Criando o repositório de demonstração: snapshot %1 de %2…</translation>
    </message>
    <message>
        <source>The demo could not be moved to %1. Make that folder writable.</source>
        <translation>A demonstração não pôde ser movida para %1. Torne essa pasta gravável.</translation>
    </message>
</context>
<context>
    <name>snapgpu::sandbox::Faults</name>
    <message>
        <source>There is no fault called &quot;%1&quot;; snapgpu-sandbox --help lists them all.</source>
        <translation>Não há falha chamada &quot;%1&quot;; snapgpu-sandbox --help lista todas.</translation>
    </message>
    <message>
        <source>The fault &quot;%1&quot; takes a time such as 2s or 500ms, not &quot;%2&quot;.</source>
        <translation>A falha &quot;%1&quot; recebe um tempo como 2s ou 500ms, não &quot;%2&quot;.</translation>
    </message>
    <message>
        <source>The fault &quot;%1&quot; takes a probability such as 0.2 or a count such as 3, not &quot;%2&quot;.</source>
        <translation>A falha &quot;%1&quot; recebe uma probabilidade como 0.2 ou uma contagem como 3, não &quot;%2&quot;.</translation>
    </message>
</context>
<context>
    <name>snapgpu::sandbox::Machine</name>
    <message>
        <source>sshd did not answer within %1 s</source>
        <translation>o sshd não respondeu em %1 s</translation>
    </message>
</context>
<context>
    <name>snapgpu::sandbox::StartJob</name>
    <message>
        <source>The sandbox program %1 is missing. Build or install it beside this program.</source>
        <translation>O programa do sandbox %1 está faltando. Compile-o ou instale-o ao lado deste programa.</translation>
    </message>
    <message>
        <source>The sandbox could not be started: %1</source>
        <translation>O sandbox não pôde ser iniciado: %1</translation>
    </message>
    <message>
        <source>The sandbox did not come up within three minutes; its log is %1.</source>
        <translation>O sandbox não subiu em três minutos; o log dele é %1.</translation>
    </message>
    <message>
        <source>The sandbox ended at once without a word; its log is %1.</source>
        <translation>O sandbox terminou logo, sem dizer nada; o log dele é %1.</translation>
    </message>
</context>
<context>
    <name>snapgpu::sandbox::StopJob</name>
    <message>
        <source>The sandbox did not end within 15 seconds; its log is %1.</source>
        <translation>O sandbox não terminou em 15 segundos; o log dele é %1.</translation>
    </message>
</context>
<context>
    <name>snapgpu::vast</name>
    <message>
        <source>vast.ai sent an answer that is not JSON. A proxy may stand in between; try again.</source>
        <translation>O vast.ai enviou uma resposta que não é JSON. Talvez haja um proxy no meio; tente de novo.</translation>
    </message>
    <message>
        <source>The answer of vast.ai lacks “%1”. Nothing is concluded from it; try again.</source>
        <translation>Falta “%1” na resposta do vast.ai. Nada se conclui dela; tente de novo.</translation>
    </message>
    <message>
        <source>vast.ai refused the API key%1. Check the key and its rights (instances and user data).</source>
        <translation>O vast.ai recusou a chave de API%1. Verifique a chave e as permissões dela (instâncias e dados do usuário).</translation>
    </message>
    <message>
        <source>The vast.ai account has no credit left or may not spend faster%1. Add credit on its billing page.</source>
        <translation>A conta do vast.ai não tem mais crédito ou não pode gastar mais rápido%1. Ponha crédito na página de cobrança.</translation>
    </message>
    <message>
        <source>The offer was taken by somebody else%1. Another one is tried.</source>
        <translation>A oferta foi pega por outra pessoa%1. Outra está sendo tentada.</translation>
    </message>
    <message>
        <source>vast.ai asks for slower calls%1. SnapGPU waits and tries again.</source>
        <translation>O vast.ai pede chamadas mais lentas%1. O SnapGPU espera e tenta de novo.</translation>
    </message>
    <message>
        <source>vast.ai does not know what was asked for%1. Check the number or the provider&apos;s address.</source>
        <translation>O vast.ai não conhece o que foi pedido%1. Verifique o número ou o endereço do provedor.</translation>
    </message>
    <message>
        <source>vast.ai has trouble of its own%1. Try again in a minute.</source>
        <translation>O vast.ai está com problemas%1. Tente de novo em um minuto.</translation>
    </message>
    <message>
        <source>The host cannot run this machine%1. Another one is tried.</source>
        <translation>O host não consegue rodar esta máquina%1. Outra está sendo tentada.</translation>
    </message>
    <message>
        <source>The image cannot be used%1. Choose another image.</source>
        <translation>A imagem não pode ser usada%1. Escolha outra imagem.</translation>
    </message>
    <message>
        <source>vast.ai did not answer in time%1. Try again.</source>
        <translation>O vast.ai não respondeu a tempo%1. Tente de novo.</translation>
    </message>
    <message>
        <source>vast.ai answered in a way SnapGPU does not understand%1. Look for a newer SnapGPU.</source>
        <translation>O vast.ai respondeu de um modo que o SnapGPU não entende%1. Procure um SnapGPU mais novo.</translation>
    </message>
    <message>
        <source>vast.ai refused the request%1. Correct the plan and try again.</source>
        <translation>O vast.ai recusou o pedido%1. Corrija o plano e tente de novo.</translation>
    </message>
    <message>
        <source>The answer of vast.ai holds %1 offers, far more than it ever sends, and was not read.</source>
        <translation>A resposta da vast.ai traz %1 ofertas, muito mais do que ela costuma enviar, e não foi lida.</translation>
    </message>
</context>
<context>
    <name>snapgpu::vast::BulkCreateJob</name>
    <message>
        <source>Cancelled before it was sent.</source>
        <translation>Cancelado antes do envio.</translation>
    </message>
</context>
</TS>
